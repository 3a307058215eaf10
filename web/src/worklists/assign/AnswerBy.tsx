import { serverNow } from "../../api";
import { formatTime, t } from "../../i18n";
import { Select } from "../../ui";

const MINUTES = [10, 30, 60, 240, 720] as const;

/** How long whoever is asked may take; empty: as usual for the urgency. */
export function AnswerBy({ value, onChange }: { value: string; onChange: (minutes: string) => void }) {
  const at = (minutes: number) => formatTime(serverNow() + minutes * 60_000);
  return (
    <Select
      label={t("steps.answer_within")}
      value={value}
      empty={t("steps.answer_usual")}
      onChange={onChange}
      options={MINUTES.map((each) => ({ value: String(each), text: t("steps.by_time", { time: at(each) }) }))}
    />
  );
}

/** What the server is told: null for as usual. */
export const answerBy = (minutes: string) => (minutes === "" ? null : new Date(serverNow() + Number(minutes) * 60_000).toISOString());

import { useResource } from "../../api";
import { formatNumber, listed, t } from "../../i18n";
import type { Urgency } from "../../ui";

interface Usual {
  count: number;
  median_s: number;
  low_s: number;
  high_s: number;
}

/** `GET /duty/answer_times`. */
interface AnswerTimes {
  taken: Usual | null;
  answered: Usual | null;
  first_line: { id: string; name: string }[];
  planned: boolean;
}

interface UsuallyProps {
  partnership: string;
  specialty: string;
  urgency: Urgency;
}

/** Who would ring first, and how long the answer usually takes; nothing where that is not known. */
export function Usually({ partnership, specialty, urgency }: UsuallyProps) {
  const query = new URLSearchParams({ partnership, specialty, urgency });
  const found = useResource<AnswerTimes>(`/duty/answer_times?${query.toString()}`).data;
  if (found === undefined) return null;
  const who = listed(found.first_line.map((each) => each.name));
  const said = [
    found.planned && urgency === "emergency" && (who ? t("duty.rings_first", { who }) : t("duty.rings_nobody_now")),
    found.taken && t("duty.usually_taken", { span: spanText(found.taken.median_s) }),
    found.answered
      ? t("duty.usually_answered", {
          span: spanText(found.answered.median_s),
          low: spanText(found.answered.low_s),
          high: spanText(found.answered.high_s),
          n: found.answered.count,
        })
      : t("duty.no_figures"),
  ];
  return <>{said.filter(Boolean).join(" · ")}</>;
}

/** "1 min", "3 h": as coarse as a prediction is. */
export function spanText(seconds: number): string {
  if (seconds < 3600) return t("duty.minutes", { n: Math.max(1, Math.round(seconds / 60)) });
  const hours = seconds / 3600;
  return t("duty.hours", { n: hours < 10 ? formatNumber(Math.round(hours * 2) / 2) : Math.round(hours) });
}

import { now } from "../../../api";
import { t, timeZone } from "../../../i18n";
import { Choice, Field } from "../../../ui";
import { onsetOf } from "../draft/body";
import { gapError, setOnset, type Form } from "../form";
import { dayIn } from "../typed/clockTime";

/** When it began, in the hospital's time; how long ago stands under it, so that a slip is seen. */
export function Onset({ form }: { form: Form }) {
  const { onset } = form.draft;
  const zone = timeZone.value;
  const days = [0, 1].map((back) => dayIn(zone, now.value, back));
  const day = onset.unknown ? "unknown" : onset.day === days[0] ? "today" : onset.day === days[1] ? "yesterday" : "earlier";
  const choose = (wanted: string) => {
    if (wanted === "unknown") setOnset(form, { unknown: true });
    else setOnset(form, { unknown: false, day: dayIn(zone, now.peek(), { today: 0, yesterday: 1, earlier: 2 }[wanted] ?? 0) });
  };
  const began = onsetOf(form.draft, zone);
  const ago = began === null ? null : now.value - began.getTime();
  return (
    <div class="new-onset">
      <Choice
        label={t("new.onset")}
        value={day}
        options={["today", "yesterday", "earlier", "unknown"].map((each) => ({ value: each, text: t(`new.onset.${each}`) }))}
        onChange={choose}
      />
      {day === "earlier" && (
        <Field
          label={t("new.onset_date")}
          type="date"
          value={onset.day}
          onInput={(picked) => picked !== "" && setOnset(form, { day: picked })}
        />
      )}
      {!onset.unknown && (
        <Field
          id="new-onset"
          label={t("new.onset_time")}
          value={onset.time}
          placeholder="14:05"
          maxLength={6}
          error={gapError(form, "onset", "onset_wrong")}
          hint={ago !== null && ago >= 0 ? agoWords(ago) : undefined}
          onInput={(time) => setOnset(form, { time })}
        />
      )}
    </div>
  );
}

function agoWords(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  if (minutes < 60) return t("new.ago_minutes", { minutes });
  return days === 0 ? t("new.ago_hours", { hours, minutes: minutes % 60 }) : t("new.ago_days", { days, hours });
}

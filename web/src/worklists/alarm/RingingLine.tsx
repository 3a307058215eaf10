import { useEffect, useRef } from "preact/hooks";
import { now } from "../../api";
import { formatSpan, plural, t } from "../../i18n";
import { Button, sexAge, UrgencyMark } from "../../ui";
import type { Row } from "../board";
import { nameOf } from "../list/words";
import { isMuted, mute } from "./alarm";

const PHONE = "(max-width: 719px)";

interface RingingLineProps {
  row: Row;
  /** Further calls behind this one. */
  more: number;
  action: { text: string; onPress: () => void; busy: boolean } | null;
  /** "Not me": the next one rings at once; null where nothing rings. */
  onPassOn: (() => void) | null;
  failure: string | null;
}

/** Full width, first of all; on a phone the whole first screen. */
export function RingingLine({ row, more, action, onPassOn, failure }: RingingLineProps) {
  const line = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone a call is the whole screen, wherever the list had been left.
    const page = line.current?.closest(".content");
    if (page && matchMedia(PHONE).matches) page.scrollTop = 0;
  }, []);
  const waits = now.value - Date.parse(row.submitted_at ?? row.created_at);
  return (
    <section ref={line} class="ringing" aria-label={t("today.ringing")}>
      <UrgencyMark urgency="emergency" size={24} breathing />
      <div class="ringing-text">
        <p class="ringing-question" role="alert">
          {row.question || t("today.no_question")}
        </p>
        <p class="ringing-facts">
          {[row.from_org.name, nameOf(row), sexAge(row.patient.sex, row.patient.age)].filter(Boolean).join(" · ")}
        </p>
        {more > 0 && <p class="ringing-facts">{plural("today.more_calls", more)}</p>}
        {failure !== null && (
          <p class="ringing-failure" role="alert">
            {failure}
          </p>
        )}
      </div>
      <p class="ringing-clock">
        <span class="clock-label">{t("today.waits")}</span>
        <span class="ringing-digits">{formatSpan(waits)}</span>
      </p>
      <div class="ringing-buttons">
        {action !== null && (
          <Button kind="filled" size="touch" busy={action.busy} onClick={action.onPress}>
            {action.text}
          </Button>
        )}
        <Button size="touch" href={`/cases/${row.case_id}`}>
          {t("today.look")}
        </Button>
        {onPassOn !== null && (
          <Button size="touch" onClick={onPassOn}>
            {t("ladder.pass_on")}
          </Button>
        )}
      </div>
      {isMuted(row) ? (
        <span class="ringing-muted meta">{t("today.muted")}</span>
      ) : (
        <span class="ringing-muted">
          <Button kind="text" size="small" onClick={() => mute(row)}>
            {t("today.mute")}
          </Button>
        </span>
      )}
    </section>
  );
}

import { now } from "../../../api";
import { formatSpan, formatTime, t } from "../../../i18n";
import { Button, Icon } from "../../../ui";
import { phone as phoneIcon } from "../../../ui/icons";
import type { LadderData } from "./types";
import type { LadderUse } from "./useLadder";
import { standing, wayText, whoOf } from "./words";
import "./ladder.css";

/** Who rings for a case: each step a line with since when, on which ways, and the number to dial. */
export function Ladder({ use }: { use: LadderUse }) {
  const ladder = use.data;
  if (ladder === undefined || ladder.state === "none") return null;
  return (
    <section class="ladder" aria-label={t("ladder.title")}>
      <p class={`ladder-state ladder-${ladder.state}`} role="status">
        {headline(ladder)}
      </p>
      <ol class="ladder-steps">
        {ladder.steps.map((step) => (
          <li key={step.no} class={step.rung_at === null ? "ladder-later" : step.passed_on ? "ladder-passed" : "ladder-rung"}>
            <span class="ladder-who">{whoOf(step)}</span>
            <span class="ladder-when">{standing(step, ladder, now.value)}</span>
            {step.channels.length > 0 && (
              <ul class="ladder-ways">
                {step.channels.map((way, place) => (
                  <li key={place} class={way.state === "failed" ? "ladder-failed" : undefined}>
                    {wayText(way)}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
      {ladder.passed_over.length > 0 && (
        <p class="ladder-over">
          {t("ladder.passed_over", {
            names: ladder.passed_over.map((each) => t(`ladder.over.${each.reason}`, { name: each.name })),
          })}
        </p>
      )}
      <CallNow ladder={ladder} use={use} />
      {ladder.calls.length > 0 && (
        <ul class="ladder-calls" aria-label={t("ladder.calls")}>
          {ladder.calls.map((call, place) => (
            <li key={place}>
              {t(`ladder.called.${call.outcome}`, { name: call.name || call.phone, by: call.by, time: formatTime(call.at) })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function headline(ladder: LadderData): string {
  const started = Date.parse(ladder.started_at ?? "");
  switch (ladder.state) {
    case "ringing":
      return t(ladder.round > 1 ? "ladder.state.ringing_again" : "ladder.state.ringing", { time: formatSpan(now.value - started) });
    case "acknowledged": {
      const via = t(`ladder.channel.${ladder.acked?.via || "app"}`);
      const who = ladder.acked?.by?.name ?? t("ladder.target.centre");
      return t("ladder.state.acknowledged", { who, via, time: formatTime(ladder.acked?.at ?? started) });
    }
    case "unanswered":
      return t("ladder.state.unanswered");
    default:
      return t("ladder.state.stopped");
  }
}

/** The number in large figures, and what came of dialling it. */
function CallNow({ ladder, use }: { ladder: LadderData; use: LadderUse }) {
  const whom = ladder.call_now;
  return (
    <div class="ladder-call">
      {whom !== null && (
        <>
          <p>
            <span class="meta">{whom.name || t("ladder.target.centre")}</span>
            <span class="ladder-number">{whom.phone}</span>
          </p>
          <div class="ladder-buttons">
            <a class="button button-outline button-accent button-touch" href={`tel:${whom.phone.replace(/[^\d+]/g, "")}`}>
              <Icon of={phoneIcon} />
              <span>{t("ladder.call_now")}</span>
            </a>
            <Button size="small" busy={use.busy} onClick={use.noAnswer}>
              {t("ladder.no_answer")}
            </Button>
            <Button size="small" kind="text" busy={use.busy} onClick={use.reached}>
              {t("ladder.reached")}
            </Button>
          </div>
        </>
      )}
      {ladder.may_call_again && (
        <Button size="small" busy={use.busy} onClick={use.again}>
          {t("ladder.again")}
        </Button>
      )}
      {use.failure !== null && (
        <p class="ladder-failure" role="alert">
          {use.failure}
        </p>
      )}
    </div>
  );
}

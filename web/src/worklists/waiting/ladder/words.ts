import { formatSpan, formatTime, t } from "../../../i18n";
import type { LadderData, LadderStep, Way } from "./types";

/** "Line 1 · 专家甲 主任医师". */
export function whoOf(step: LadderStep): string {
  return [t(`ladder.target.${step.target}`), [step.person?.name, step.title].filter(Boolean).join(" ")].filter(Boolean).join(" · ");
}

/** Where a step stands: "ringing 0:14", "at 3:00", "passed it on". */
export function standing(step: LadderStep, ladder: LadderData, now: number): string {
  if (ladder.acked?.by != null && ladder.acked.by.id === step.person?.id) return t("ladder.has_it");
  if (step.passed_on) return t("ladder.passed_on");
  if (step.rung_at === null) return t("ladder.at", { time: formatSpan(Date.parse(step.due_at) - Date.parse(ladder.started_at ?? step.due_at)) });
  if (ladder.state === "ringing") return t("ladder.ringing", { time: formatSpan(now - Date.parse(step.rung_at)) });
  return t("ladder.rang", { time: formatTime(step.rung_at) });
}

/** "screen: delivered 09:14", "SMS: failed so far, trying again"; what exactly is wrong is the administrator's. */
export function wayText(way: Way): string {
  const state = t(`ladder.way.${way.state === "waiting" ? waitingFor(way) : way.state}`);
  const time = way.at === null ? "" : formatTime(way.at);
  return t("ladder.way", { kind: t(`ladder.channel.${way.kind}`), state: [state, time].filter(Boolean).join(" ") });
}

const waitingFor = (way: Way) => (way.kind === "app" ? "not_open" : way.error !== "" ? "retrying" : "waiting");

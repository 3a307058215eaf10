import { now } from "../../../api";
import { t } from "../../../i18n";
import { clockState, type ClockTimes } from "./clockState";
import "../clinical.css";

export interface ClockProps extends ClockTimes {
  /** What is counted: "answer due", "onset". */
  label: string;
  size?: "row" | "banner";
  /** Why it stands still, in a word; with `pausedAt`. */
  paused?: string | null;
}

/** The one clock of the product; runs on server time. */
export function Clock(props: ClockProps) {
  const { label, size = "row", paused } = props;
  const { text, tone } = clockState(props, now.value);
  return (
    <span class={`clock clock-${size} clock-${tone}${paused ? " clock-paused" : ""}`} role="timer" aria-live="off">
      <span class="clock-label">
        {paused ?? (tone === "overdue" ? t("common.clock.overdue", { label }) : label)}
      </span>
      <span class="clock-digits">{text}</span>
    </span>
  );
}

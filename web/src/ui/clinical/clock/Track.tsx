import { now } from "../../../api";
import { formatSpan, formatTime, t } from "../../../i18n";
import { trackShape, type TrackStage } from "./track";
import "./track.css";

export type { TrackStage };

export interface TrackProps {
  stages: readonly TrackStage[];
  due: string | null;
  /** Words inside the segments; the wall has none. */
  words?: boolean;
}

/** The way of a case as one bar: stages as lengths, the live one growing, the limit a tick. */
export function Track({ stages, due, words = true }: TrackProps) {
  const { segments, limit, tone } = trackShape(stages, due, now.value);
  const spoken = segments.map(({ stage, spent }) => `${stage.text} ${formatSpan(spent)}`);
  if (due !== null) spoken.push(t("common.track.limit", { time: formatTime(due) }));
  return (
    <div class={`track track-${tone}`} role="img" aria-label={spoken.join(", ")} title={spoken.join(" · ")}>
      {segments.map(({ stage, left, width, spent, live }) => (
        <span
          key={stage.since}
          class={`track-stage${stage.held ? " track-held" : ""}${live ? " track-live" : ""}`}
          style={{ left: `${left}%`, width: `${width}%` }}
        >
          {words && (
            <span class="track-word">
              {stage.text} {formatSpan(spent)}
            </span>
          )}
        </span>
      ))}
      {limit !== null && <span class="track-limit" style={{ left: `${limit}%` }} />}
    </div>
  );
}

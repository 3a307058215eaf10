import { t } from "../../i18n";
import type { TrackStage } from "../../ui";
import type { BoardRow } from "./types";

/** Stages in which somebody has the case. */
const HELD: readonly string[] = ["taken", "scheduled", "consulting", "info"];

export function trackOf(row: BoardRow): TrackStage[] {
  return row.stages.map((each) => ({ ...each, text: t(`board.stage.${each.key}`), held: HELD.includes(each.key) }));
}

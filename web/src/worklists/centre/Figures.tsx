import { now } from "../../api";
import { t } from "../../i18n";
import { counts, FIGURES, type Figure } from "./rows";
import type { BoardRow } from "./types";

interface FiguresProps {
  rows: readonly BoardRow[];
  chosen: Figure | null;
  onChoose: (figure: Figure | null) => void;
}

/** Four numbers, each the list behind it. */
export function Figures({ rows, chosen, onChoose }: FiguresProps) {
  return (
    <div class="board-figures" role="group" aria-label={t("board.figures")}>
      {FIGURES.map((figure) => {
        const count = rows.filter((row) => counts(row, figure, now.value)).length;
        return (
          <button
            key={figure}
            type="button"
            class={`board-figure${count > 0 ? ` board-figure-${figure}` : ""}`}
            aria-pressed={chosen === figure}
            onClick={() => onChoose(chosen === figure ? null : figure)}
          >
            <strong>{count}</strong> {t(`board.figure.${figure}`)}
          </button>
        );
      })}
    </div>
  );
}

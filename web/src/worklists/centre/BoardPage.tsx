import { useRoute } from "preact-iso";
import { useRef, useState } from "preact/hooks";
import { now } from "../../api";
import { t } from "../../i18n";
import { useTitle } from "../../shell/useTitle";
import { AsOf, Button, EmptyState, PageError, Skeleton } from "../../ui";
import { AlarmTest } from "../alarm/AlarmTest";
import { AssignSheet } from "../assign/AssignSheet";
import { useHeld } from "../list/useHeld";
import { useListKeys } from "../list/useListKeys";
import { BoardLine } from "./BoardLine";
import { CasePanel } from "./CasePanel";
import { DutyColumn } from "./DutyColumn";
import { Figures } from "./Figures";
import { counts, type Figure, type ShownRow } from "./rows";
import { useBoard, useStillRows } from "./useBoard";
import { Wall } from "./Wall";
import "../today.css";
import "./board.css";

/** What runs at the hospitals this person coordinates; `?wall` for the screen on the wall. */
export default function BoardPage() {
  return "wall" in useRoute().query ? <Wall /> : <Centre />;
}

function Centre() {
  const main = useRef<HTMLDivElement>(null);
  const { data, error, loading, loadedAt, reload } = useBoard(false);
  const held = useHeld(main);
  const { rows, waiting, letIn } = useStillRows(data?.rows, held);
  const [figure, setFigure] = useState<Figure | null>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const [assigning, setAssigning] = useState<ShownRow | null>(null);
  useListKeys(main, "a.board-link", ".board-row");
  const late = rows.filter((row) => counts(row, "late", now.value)).length;
  useTitle(late > 0 ? `(${late}) ${t("board.title")}` : t("board.title"));

  if (data === undefined && error !== undefined && !loading) return <PageError error={error} onRetry={reload} />;
  const shown = figure === null ? rows : rows.filter((row) => counts(row, figure, now.value));
  const chosen = shown.find((row) => row.request_id === selected) ?? shown[0];
  return (
    <div class="board">
      <header class="board-head">
        <h1>{t("board.title")}</h1>
        <Figures rows={rows} chosen={figure} onChoose={setFigure} />
        <AlarmTest />
        <a class="board-wall-link" href="/cases/by-phone">
          {t("steps.phone_title")}
        </a>
        <a class="board-wall-link" href="/board?wall">
          {t("board.wall")}
        </a>
      </header>
      <AsOf loadedAt={loadedAt} />
      <div class="board-main" ref={main}>
        {waiting > 0 && (
          <p class="today-new" role="status">
            <Button size="small" onClick={letIn}>
              {t("today.show_new", { n: waiting })}
            </Button>
          </p>
        )}
        {data === undefined && <Skeleton />}
        {data !== undefined && shown.length === 0 && <Nothing figure={figure} onAll={() => setFigure(null)} />}
        <ol class="board-list" aria-label={t("board.rows")} onPointerOver={(event) => setSelected((was) => pointed(event) ?? was)}>
          {shown.map((row) => (
            <BoardLine
              key={row.request_id}
              row={row}
              selected={row === chosen}
              onSelect={() => setSelected(row.request_id)}
            />
          ))}
        </ol>
      </div>
      <aside class="board-side" aria-label={t("board.duty")}>
        {chosen && !chosen.gone && (
          <CasePanel key={chosen.request_id} row={chosen} onAssign={() => setAssigning(chosen)} onDone={reload} />
        )}
        {data !== undefined && <DutyColumn duty={data.duty} />}
      </aside>
      {assigning && <AssignSheet row={{ ...assigning, who: assigning.holder }} onClose={() => setAssigning(null)} />}
    </div>
  );
}

function Nothing({ figure, onAll }: { figure: Figure | null; onAll: () => void }) {
  if (figure === null) return <EmptyState text={t("board.empty")} />;
  return (
    <EmptyState text={t("board.empty_figure", { figure: t(`board.figure.${figure}`) })}>
      <Button onClick={onAll}>{t("board.everything")}</Button>
    </EmptyState>
  );
}

/** The row under the mouse; a finger chooses by touching its name. */
function pointed(event: PointerEvent): string | null {
  const row = (event.target as Element).closest<HTMLElement>(".board-row");
  return event.pointerType === "mouse" ? (row?.dataset.request ?? null) : null;
}

import { useState } from "preact/hooks";
import { hasRole, session, useResource } from "../../api";
import { formatDateTime, t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { useTitle } from "../../shell/useTitle";
import { AsOf, Button, EmptyState, PageError, Skeleton } from "../../ui";
import { partWords } from "../session/Members";
import { useNews } from "../session/useSession";
import type { Board } from "../types";
import { BoardSheet } from "./BoardSheet";
import { MeetingSheet } from "./MeetingSheet";
import { PollSheet } from "./PollSheet";
import { calendarWords } from "./words";
import "../../admin/frame/admin.css";
import "../../worklists/today.css";
import "../mdt.css";
import "../place/place.css";
import "../sheets/sheets.css";
import "./boards.css";

type Open = { kind: "edit"; board: Board | null } | { kind: "meeting" | "poll"; board: Board };

const FOUNDING = ["coordinator", "hospital_admin", "chair", "secretary"] as const;

/** The standing MDTs: who sits in them, when they meet, whom they need. */
export default function BoardsPage() {
  useTitle(t("mdt.boards_read"));
  const { data, error, loading, loadedAt, reload } = useResource<{ items: Board[] }>("/mdt/boards");
  const [open, setOpen] = useState<Open | null>(null);
  useNews(["org:*", "reconnected"], reload);
  if (data === undefined) return error === undefined || loading ? <Skeleton rows={6} /> : <PageError error={error} onRetry={reload} />;
  const org = session.value?.roles.find((each) => (FOUNDING as readonly string[]).includes(each.role))?.org_id;
  const founds = hasRole(FOUNDING) && org !== undefined;
  const close = () => setOpen(null);
  const done = () => {
    close();
    reload();
  };
  return (
    <div class="mdt-place">
      <header class="today-head">
        <h1>{t("mdt.boards_read")}</h1>
        <Button href="/mdt">{t("mdt.back")}</Button>
        {founds && (
          <Button kind="filled" onClick={() => setOpen({ kind: "edit", board: null })}>
            {t("mdt.board_new")}
          </Button>
        )}
      </header>
      <AsOf loadedAt={loadedAt} />
      {data.items.length === 0 && <EmptyState text={t(founds ? "mdt.boards_none_found" : "mdt.boards_none")} />}
      {data.items.map((board) => (
        <BoardPart key={board.id} board={board} onOpen={setOpen} />
      ))}
      {open?.kind === "edit" && <BoardSheet board={open.board} org={org ?? ""} onClose={close} onDone={done} />}
      {open?.kind === "meeting" && <MeetingSheet board={open.board} onClose={close} onDone={done} />}
      {open?.kind === "poll" && <PollSheet board={open.board} onClose={close} onDone={done} />}
    </div>
  );
}

function BoardPart({ board, onOpen }: { board: Board; onOpen: (open: Open) => void }) {
  const next = board.next_dates[0];
  return (
    <section class="mdt-board" aria-labelledby={`board-${board.id}`}>
      <header class="mdt-part-head">
        <h2 id={`board-${board.id}`}>{board.name}</h2>
        {!board.active && <span class="meta">{t("mdt.board_ended")}</span>}
        {board.steer && (
          <span class="mdt-row-deeds">
            <Button size="small" onClick={() => onOpen({ kind: "meeting", board })}>
              {t("mdt.meeting_new")}
            </Button>
            <Button size="small" onClick={() => onOpen({ kind: "poll", board })}>
              {t("mdt.poll_new")}
            </Button>
            {board.manage && (
              <Button size="small" onClick={() => onOpen({ kind: "edit", board })}>
                {t("mdt.board_edit")}
              </Button>
            )}
          </span>
        )}
      </header>
      <p class="meta">
        {[
          board.org.name,
          calendarWords(board.calendar),
          next === undefined ? "" : t("mdt.board_next", { time: formatDateTime(next) }),
          board.bridge_phone === "" ? "" : t("mdt.bridge", { number: board.bridge_phone }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <p>{t("mdt.needs", { who: board.required_specialties.map(specialtyName) })}</p>
      <table class="table mdt-seats">
        <thead>
          <tr>
            <th>{t("mdt.seat_part")}</th>
            <th>{t("mdt.seat_person")}</th>
            <th>{t("mdt.seat_hospital")}</th>
            <th>{t("mdt.seat_deputy")}</th>
          </tr>
        </thead>
        <tbody>
          {board.seats.map((seat) => (
            <tr key={seat.id}>
              <td>{partWords(seat)}</td>
              <td>
                <strong>{seat.person.name}</strong> <span class="meta">{seat.title}</span>
              </td>
              <td>{seat.org.name}</td>
              <td>{seat.deputy?.name ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

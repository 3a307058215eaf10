import { useEffect } from "preact/hooks";
import { about, loadAbout, now, offlineSince } from "../../api";
import { formatTime, plural, t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { useTitle } from "../../shell/useTitle";
import { Clock, sexAge, Track, UrgencyMark } from "../../ui";
import { HolderWords } from "./BoardLine";
import { counts, FIGURES } from "./rows";
import type { BoardRow } from "./types";
import { useBoard } from "./useBoard";
import { trackOf } from "./words";

const LOOK_EVERY = 10_000;
/** As many 72 px rows as a full-HD screen holds below the head. */
const MOST = 12;

/** For the screen on the wall: dark, large, initials, nothing to press. */
export function Wall() {
  const { data } = useBoard(true);
  useTitle(t("board.wall"));
  useDark();
  useEffect(() => {
    const ask = () => void loadAbout().catch(() => undefined);
    const timer = setInterval(ask, LOOK_EVERY);
    ask();
    return () => clearInterval(timer);
  }, []);
  const rows = data?.rows ?? [];
  const more = rows.length - MOST;
  return (
    <div class="wall">
      <h1 class="visually-hidden">{t("board.wall")}</h1>
      <Trouble />
      <header class="wall-head">
        {FIGURES.map((figure) => (
          <p key={figure}>
            <strong>{rows.filter((row) => counts(row, figure, now.value)).length}</strong> {t(`board.figure.${figure}`)}
          </p>
        ))}
        <time class="wall-clock">{formatTime(now.value)}</time>
      </header>
      <ol>
        {rows.slice(0, MOST).map((row) => (
          <WallLine key={row.request_id} row={row} />
        ))}
      </ol>
      {data !== undefined && rows.length === 0 && <p class="wall-calm">{t("board.empty")}</p>}
      {more > 0 && <p class="wall-calm">{plural("board.wall_more", more)}</p>}
    </div>
  );
}

function WallLine({ row }: { row: BoardRow }) {
  return (
    <li>
      <UrgencyMark urgency={row.urgency} size={24} breathing={row.urgency === "emergency" && row.holder?.state !== "accepted"} />
      <strong class="wall-who">
        {row.patient.name} {sexAge(row.patient.sex, row.patient.age)}
      </strong>
      <span class="wall-from">{[row.from_org.name, specialtyName(row.specialty)].join(" · ")}</span>
      <Track stages={trackOf(row)} due={row.due_at} words={false} />
      <span class="wall-holder">
        <HolderWords row={row} />
      </span>
      {row.due_at !== null && <Clock label={t("board.due")} due={row.due_at} begin={row.submitted_at} />}
    </li>
  );
}

/** Red when nobody is rung any more, or when this screen no longer hears the server. */
function Trouble() {
  if (offlineSince.value !== null) {
    return (
      <p class="wall-trouble" role="alert">
        {t("board.wall_offline", { time: formatTime(offlineSince.value) })}
      </p>
    );
  }
  if (about.value === null || about.value.alarms) return null;
  return (
    <p class="wall-trouble" role="alert">
      {t("board.wall_engine")}
    </p>
  );
}

/** The wall is dark whatever its person reads at the desk. */
function useDark(): void {
  useEffect(() => {
    const root = document.documentElement;
    const before = root.dataset.theme;
    root.dataset.theme = "dark";
    return () => {
      if (before === undefined) delete root.dataset.theme;
      else root.dataset.theme = before;
    };
  }, []);
}

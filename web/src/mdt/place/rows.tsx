import { formatDateTime, plural, t } from "../../i18n";
import { Button, CaseRow } from "../../ui";
import { whenWords } from "../session/Head";
import type { Line, SessionBrief } from "../types";

interface LineRowProps {
  line: Line;
  deed?: "screen" | "plan" | "write" | "sign" | "finalise" | undefined;
  /** Done here; otherwise the row leads to its meeting. */
  onDeed?: ((line: Line) => void) | undefined;
  /** What is wanted of the reader, where no heading says it. */
  wants?: string;
}

/** Where a case of an MDT is worked on. */
export const addressOf = (line: Pick<Line, "session_id" | "request_id" | "case_id">) =>
  line.session_id === null ? `/cases/${line.case_id}` : `/mdt/${line.session_id}?case=${line.request_id}`;

export function LineRow({ line, deed, onDeed, wants = "" }: LineRowProps) {
  const where = [
    wants,
    line.from_org.name,
    line.board.name,
    t(`mdt.state.${line.state}`),
    line.starts_at === null ? "" : formatDateTime(line.starts_at),
  ];
  return (
    <CaseRow
      href={addressOf(line)}
      urgency={line.urgency}
      name={line.patient.name || t("today.unidentified")}
      sex={line.patient.sex}
      age={line.patient.age}
      question={line.question}
      where={where.filter(Boolean).join(" · ")}
      clock={line.due_at === null ? undefined : { label: t("mdt.due"), due: line.due_at }}
      action={deed && onDeed && { text: t(`mdt.do.${deed}`), onPress: () => onDeed(line) }}
    />
  );
}

interface SessionRowProps {
  session: SessionBrief;
  onAnswer?: () => void;
  /** It runs: the way in stands beside it. */
  enters?: boolean;
}

export function SessionRow({ session, onAnswer, enters = false }: SessionRowProps) {
  return (
    <li class="mdt-row">
      <div>
        <a href={`/mdt/${session.id}`}>
          <strong>{session.board.name}</strong>
        </a>
        <p class="meta">
          {[
            whenWords(session),
            t(`mdt.mode.${session.mode}`),
            plural("mdt.cases", session.cases),
            session.locked ? t("mdt.list_locked") : "",
            session.answer === "" ? "" : t(`mdt.answer.${session.answer}`),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      {enters && (
        <Button size="small" href={`/mdt/${session.id}`}>
          {t(`mdt.enter.${session.mode}`)}
        </Button>
      )}
      {onAnswer && (
        <Button size="small" onClick={onAnswer}>
          {t("mdt.do.answer")}
        </Button>
      )}
    </li>
  );
}

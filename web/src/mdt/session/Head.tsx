import { now } from "../../api";
import { formatDateTime, formatTime, t } from "../../i18n";
import { Button, Clock, GreyBar } from "../../ui";
import { externalLink, phone, Icon } from "../../ui/icons";
import type { MdtView, SessionView } from "../types";
import { Bar, type SheetState } from "./Bar";
import { QuorumLine } from "./QuorumLine";

interface HeadProps {
  session: SessionView;
  view: MdtView | undefined;
  sheet: SheetState;
  onDone: () => void;
}

/** Which meeting, until when, whether it may conclude, and what to press. */
export function Head({ session, view, sheet, onDone }: HeadProps) {
  const { bridge_phone: bridge } = session;
  return (
    <header class="mdt-head">
      <div class="mdt-head-name">
        <h1>{session.board.name}</h1>
        <p class="meta">{[session.org.name, whenWords(session), t(`mdt.mode.${session.mode}`)].join(" · ")}</p>
      </div>
      {bridge !== "" && session.mode === "live" && (
        <a class="mdt-bridge" href={`tel:${bridge.replace(/\s/g, "")}`}>
          <Icon of={phone} size={16} />
          {t("mdt.bridge", { number: bridge })}
        </a>
      )}
      {session.link !== "" && (
        <Button size="small" href={session.link} icon={externalLink}>
          {t("mdt.link")}
        </Button>
      )}
      {session.state === "planned" && Date.parse(session.starts_at) > now.value && <Clock label={t("mdt.begins")} due={session.starts_at} />}
      {session.state === "open" && <Clock label={t("mdt.ends")} due={session.ends_at} begin={session.opened_at ?? session.starts_at} />}
      <Bar session={session} view={view} sheet={sheet} onDone={onDone} />
    </header>
  );
}

/** Under the head: quorum, the locked list, what ended. */
export function HeadBars({ session }: { session: SessionView }) {
  return (
    <div class="mdt-bars">
      {session.state === "open" && session.mode === "live" && <QuorumLine quorum={session.quorum} />}
      {session.state === "planned" && (
        <GreyBar icon={[]}>
          {session.locked
            ? t("mdt.locked")
            : t(session.published_at === null ? "mdt.locks_at" : "mdt.published_locks_at", { time: formatDateTime(session.lock_at) })}
        </GreyBar>
      )}
      {session.state === "open" && session.mode === "async" && <GreyBar icon={[]}>{t("mdt.window_until", { time: formatDateTime(session.ends_at) })}</GreyBar>}
      {(session.state === "ended" || session.state === "cancelled") && (
        <GreyBar icon={[]}>{t(`mdt.session_is.${session.state}`, { time: session.ended_at === null ? "" : formatDateTime(session.ended_at) })}</GreyBar>
      )}
    </div>
  );
}

export function whenWords(session: Pick<SessionView, "starts_at" | "ends_at" | "mode">): string {
  const until = session.mode === "async" ? formatDateTime(session.ends_at) : formatTime(session.ends_at);
  return `${formatDateTime(session.starts_at)} – ${until}`;
}

import { now } from "../../api";
import { plural, t } from "../../i18n";
import { Button, Clock } from "../../ui";
import { whenWords } from "../session/Head";
import type { SessionBrief } from "../types";

/** The next meeting, with the one thing to press. */
export function Next({ session }: { session: SessionBrief }) {
  const open = session.state === "open";
  return (
    <section class="mdt-next" aria-labelledby="mdt-next">
      <div class="mdt-next-text">
        <p class="meta">{t(open ? `mdt.next_open.${session.mode}` : "mdt.next")}</p>
        <h2 id="mdt-next">{session.board.name}</h2>
        <p>
          {[
            whenWords(session),
            t(`mdt.mode.${session.mode}`),
            plural("mdt.cases", session.cases),
            session.part === "" ? "" : t(`mdt.part.${session.part}`),
            session.answer === "" || open ? "" : t(`mdt.answer.${session.answer}`),
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
      {!open && Date.parse(session.starts_at) > now.value && <Clock label={t("mdt.begins")} due={session.starts_at} />}
      {open && <Clock label={t("mdt.ends")} due={session.ends_at} />}
      <Button kind="filled" href={`/mdt/${session.id}`}>
        {t(open ? `mdt.enter.${session.mode}` : "mdt.prepare")}
      </Button>
    </section>
  );
}

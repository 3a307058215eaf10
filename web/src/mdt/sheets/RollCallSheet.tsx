import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { useDeed } from "../../admin/forms/useDeed";
import { api, now } from "../../api";
import { t } from "../../i18n";
import { Button, Choice, Sheet } from "../../ui";
import { partWords } from "../session/Members";
import { presenceWords } from "../session/quorum";
import type { Attendee, SessionView } from "../types";

type How = "phone" | "absent" | "clear";

interface RollCallSheetProps {
  session: SessionView;
  onClose: () => void;
  onDone: () => void;
}

/** What was marked by hand; "clear" leaves it to the line. */
const marked = (who: Attendee): How => (who.presence === "phone" || (who.presence === "absent" && who.called_at !== null) ? who.presence : "clear");

/** Everybody by name: who is on the line is known, the chair adds who is on the telephone and who is missing. */
export function RollCallSheet({ session, onClose, onDone }: RollCallSheetProps) {
  const [called, setCalled] = useState<Readonly<Record<string, How>>>({});
  const deed = useDeed("roll_call", []);
  const calls = Object.entries(called).map(([person_id, how]) => ({ person_id, how }));
  const send = async () => {
    if (await deed.run(() => api.post(`/mdt/sessions/${session.id}/roll_call`, { calls }))) onDone();
  };
  return (
    <Sheet
      open
      title={t("mdt.do.roll_call")}
      onClose={onClose}
      actions={
        <Button kind="filled" busy={deed.busy} onClick={() => void send()}>
          {t("mdt.roll_call_record")}
        </Button>
      }
    >
      <p class="meta">{t("mdt.roll_call_about")}</p>
      {session.bridge_phone !== "" && <p>{t("mdt.bridge", { number: session.bridge_phone })}</p>}
      <ul class="mdt-roll">
        {session.attendees.map((who) => (
          <li key={who.person.id}>
            <div>
              <strong>{who.person.name}</strong> <span class="meta">{[partWords(who), who.org.name].join(" · ")}</span>
              <p class="meta">
                {presenceWords(who, session, now.value)}
                {who.phone !== "" && (
                  <>
                    {" · "}
                    <a href={`tel:${who.phone.replace(/\s/g, "")}`}>{who.phone}</a>
                  </>
                )}
              </p>
            </div>
            <Choice
              label={t("mdt.roll_call_of", { who: who.person.name })}
              value={called[who.person.id] ?? marked(who)}
              onChange={(how) => setCalled({ ...called, [who.person.id]: how as How })}
              options={(["clear", "phone", "absent"] as const).map((how) => ({ value: how, text: t(`mdt.call.${how}`) }))}
            />
          </li>
        ))}
      </ul>
      <Failure text={deed.general} />
    </Sheet>
  );
}

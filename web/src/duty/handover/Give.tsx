import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { present } from "../../admin/forms/faults";
import { fieldId, useDeed } from "../../admin/forms/useDeed";
import { api } from "../../api";
import { plural, t } from "../../i18n";
import { Button, Check, Field, Select } from "../../ui";
import { nameOf } from "../../worklists/list/words";
import { CaseLine } from "./CaseLine";
import type { Handover, Receiver } from "./types";

const FORM = "handover";

/** What I hold, ticked to be handed over; nothing changes before the colleague acknowledges. */
export function Give({ page, onDone }: { page: Handover; onDone: () => void }) {
  const given = new Set(page.given.filter((sheet) => sheet.acknowledged_at === null).flatMap((sheet) => sheet.lines.map((line) => line.request_id)));
  const free = page.mine.filter((row) => !given.has(row.request_id));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [notes, setNotes] = useState<Readonly<Record<string, string>>>({});
  const [to, setTo] = useState("");
  const [note, setNote] = useState("");
  const deed = useDeed(FORM, ["to_id", "items", "note"]);
  const chosen = free.filter((row) => !left.has(row.request_id));
  // What is handed to me comes first.
  const asked = page.to_me.some((sheet) => sheet.acknowledged_at === null);
  const flip = (id: string) => {
    const now = new Set(left);
    if (!now.delete(id)) now.add(id);
    setLeft(now);
  };
  const send = async (event: Event) => {
    event.preventDefault();
    const body = {
      org_id: page.org_id,
      to_id: to,
      reason: note.trim() || t("duty.handover"),
      note,
      items: chosen.map((row) => ({ request_id: row.request_id, note: notes[row.request_id] ?? "" })),
    };
    const wrong = present({ to_id: to === "" && t("duty.needs_person") });
    if (await deed.run(() => api.post("/duty/handovers", body), wrong)) onDone();
  };
  return (
    <section>
      <h2>{t("duty.i_hold")}</h2>
      {free.length === 0 && <p class="meta">{t("duty.hold_nothing")}</p>}
      {free.length > 0 && (
        <form class="handover-give" onSubmit={(event) => void send(event)} noValidate>
          <ul class="duty-list">
            {free.map((row) => (
              <li key={row.request_id}>
                <Check checked={!left.has(row.request_id)} onChange={() => flip(row.request_id)}>
                  <span class="visually-hidden">{t("duty.hand_this", { who: nameOf(row) })}</span>
                </Check>
                <CaseLine row={row} />
                <Field
                  label={t("duty.handover_note")}
                  value={notes[row.request_id] ?? ""}
                  maxLength={500}
                  onInput={(text) => setNotes({ ...notes, [row.request_id]: text })}
                />
              </li>
            ))}
          </ul>
          <div class="duty-fields">
            <Select
              id={fieldId(FORM, "to_id")}
              label={t("duty.hand_to")}
              value={to}
              empty={t("duty.choose_person")}
              options={page.receivers.map((each) => ({ value: each.id, text: receiverText(each) }))}
              onChange={setTo}
              error={deed.faults["to_id"] ?? null}
            />
            <Field id={fieldId(FORM, "note")} label={t("duty.handover_about")} value={note} onInput={setNote} maxLength={500} error={deed.faults["note"] ?? null} />
          </div>
          <Failure text={deed.general ?? deed.faults["items"] ?? null} />
          <div class="duty-row">
            <Button kind={asked ? "outline" : "filled"} type="submit" busy={deed.busy} disabled={chosen.length === 0}>
              {plural("duty.hand_over_n", chosen.length)}
            </Button>
            <span class="meta">{t("duty.handover_hint")}</span>
          </div>
        </form>
      )}
    </section>
  );
}

const receiverText = (each: Receiver) =>
  [each.name, each.title, each.on_duty ? t("duty.on_duty_now") : each.soon ? t("duty.on_duty_soon") : ""].filter(Boolean).join(" · ");

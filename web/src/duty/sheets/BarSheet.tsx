import { useState } from "preact/hooks";
import { Ask } from "../../admin/forms/Ask";
import { Failure } from "../../admin/forms/Failure";
import { fieldId, useDeed } from "../../admin/forms/useDeed";
import { api, me, now } from "../../api";
import { t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Button, Field, Sheet } from "../../ui";
import { shiftOf } from "../grid/geometry";
import type { Picked } from "../grid/Lane";
import { clockOf, dayOf, momentText, plusDays, stretchText } from "../times";
import type { OnBar, Shift, Week } from "../types";
import { PersonSelect } from "./People";

interface BarSheetProps {
  week: Week;
  picked: Picked;
  onClose: () => void;
  onDone: () => void;
  onShift: () => void;
  onOverride: () => void;
  onSwap: () => void;
  onRehearse: () => void;
}

/** Who a stretch of a line reaches, and what may be done about it. */
export function BarSheet({ week, picked, onClose, onDone, onShift, onOverride, onSwap, onRehearse }: BarSheetProps) {
  const { roster, bar } = picked;
  const zone = week.time_zone;
  const over = Date.parse(bar.ends_at) <= now.value;
  const mine = bar.people.some((each) => each.id === me.value?.id);
  const replaced = roster.overrides.filter(
    (each) => each.line === bar.line && each.starts_at < bar.ends_at && each.ends_at > bar.starts_at,
  );
  const names = new Map(week.people.map((each) => [each.id, each.name]));
  return (
    <Sheet
      open
      title={`${specialtyName(roster.specialty)} · ${t("duty.line_n", { n: bar.line })}`}
      onClose={onClose}
      actions={
        <>
          {roster.can_manage && !over && bar.people.length === 0 && (
            <Button kind="filled" onClick={onShift}>
              {t("duty.add_shift")}
            </Button>
          )}
          {roster.can_manage && !over && <Button onClick={onOverride}>{t("duty.once")}</Button>}
          {(mine || roster.can_manage) && !over && bar.people.length > 0 && <Button onClick={onSwap}>{t("duty.ask_swap")}</Button>}
          <Button kind="text" onClick={onRehearse}>
            {t("duty.who_rings")}
          </Button>
        </>
      }
    >
      <p>{stretchText(bar.starts_at, bar.ends_at, zone)}</p>
      {bar.people.length === 0 && <p class="on-duty-warn">{t("duty.nobody")}</p>}
      {bar.people.map((each) => (
        <Person key={each.id} week={week} picked={picked} who={each} onDone={onDone} />
      ))}
      {bar.skipped.map((each) => (
        <p key={each.id} class="duty-who">
          <span>{names.get(each.id)}</span>
          <span class="meta">{t("duty.not_called", { why: t(`duty.skip.${each.reason ?? "away"}`) })}</span>
        </p>
      ))}
      {replaced.map((each) => (
        <div key={each.id} class="duty-who">
          <p>
            {t(each.swap_id ? "duty.by_swap" : "duty.by_override", { who: names.get(each.person_id) ?? "" })}
            <br />
            <span class="meta">{[stretchText(each.starts_at, each.ends_at, zone), each.reason].filter(Boolean).join(" · ")}</span>
          </p>
          <Ask deed={t("duty.end_override")} about={t("duty.end_override_about")} work={() => api.delete(`/duty/overrides/${each.id}`)} onDone={onDone} />
        </div>
      ))}
    </Sheet>
  );
}

function Person({ week, picked, who, onDone }: { week: Week; picked: Picked; who: OnBar; onDone: () => void }) {
  const person = week.people.find((each) => each.id === who.id);
  const shift = shiftOf(picked.roster, picked.bar, who.id, week.time_zone);
  const phone = person?.phone ?? "";
  return (
    <section>
      <div class="duty-who">
        <p>
          <strong>{person?.name}</strong> {person?.title}
          <br />
          <span class="meta">{who.until && t("duty.until", { when: momentText(who.until, week.time_zone) })}</span>
        </p>
        {phone && (
          <a class="duty-phone" href={`tel:${phone.replace(/[^\d+]/g, "")}`}>
            {phone}
          </a>
        )}
      </div>
      {picked.roster.can_manage && shift && <Weekly week={week} picked={picked} shift={shift} onDone={onDone} />}
    </section>
  );
}

/** The weekly shift behind it: given to somebody else or ended, from a day on. */
function Weekly({ week, picked, shift, onDone }: { week: Week; picked: Picked; shift: Shift; onDone: () => void }) {
  const first = dayOf(Math.max(Date.parse(picked.bar.starts_at), now.value), week.time_zone);
  const [starting, setStarting] = useState(first);
  const [person, setPerson] = useState("");
  const deed = useDeed("weekly", ["starting", "person_id"]);
  const about = (field: string) => ({ id: fieldId("weekly", field), error: deed.faults[field] ?? null });
  const give = async () => {
    if (await deed.run(() => api.patch(`/duty/shifts/${shift.id}`, { starting, person_id: person }))) onDone();
  };
  return (
    <div class="duty-form">
      <p class="meta">
        {t("duty.weekly", { from: clockOf(shift.starts_min), to: clockOf(shift.starts_min + shift.length_min), since: shift.valid_from })}
        {shift.valid_to && ` · ${t("duty.last_day", { day: shift.valid_to })}`}
      </p>
      <div class="duty-fields">
        <PersonSelect
          {...about("person_id")}
          label={t("duty.give_weekly")}
          people={week.people}
          specialty={picked.roster.specialty}
          value={person}
          onChange={setPerson}
          except={shift.person_id}
        />
        <Field {...about("starting")} type="date" label={t("duty.starting")} value={starting} onInput={setStarting} />
      </div>
      <Failure text={deed.general} />
      <div class="duty-row">
        <Button size="small" busy={deed.busy} disabled={person === ""} onClick={() => void give()}>
          {t("duty.save_give")}
        </Button>
        <Ask
          deed={t("duty.end_shift")}
          about={t("duty.end_shift_about", { day: plusDays(starting, -1) })}
          work={() => api.delete(`/duty/shifts/${shift.id}?starting=${starting}`)}
          onDone={onDone}
        />
      </div>
    </div>
  );
}

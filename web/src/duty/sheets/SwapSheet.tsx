import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { present } from "../../admin/forms/faults";
import { fieldId, useDeed } from "../../admin/forms/useDeed";
import { WorkSheet } from "../../admin/forms/WorkSheet";
import { api, me, now } from "../../api";
import { t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Button, Select } from "../../ui";
import { stretchText } from "../times";
import type { Bar, Roster, Week } from "../types";
import { PersonSelect } from "./People";

const FORM = "swap";
const FIELDS = ["to_id", "back", "gives"];

interface SwapSheetProps {
  week: Week;
  roster: Roster;
  /** What is given, and what was dropped on, if anything. */
  gives: Bar;
  back?: Bar;
  onClose: () => void;
  onDone: () => void;
}

const keyOf = (bar: Bar) => `${bar.starts_at} ${bar.line}`;

/** One duty for another, or for nothing in return: both sides must say yes. */
export function SwapSheet({ week, roster, gives, back: dropped, onClose, onDone }: SwapSheetProps) {
  const zone = week.time_zone;
  const giver = gives.people.find((each) => each.id === me.value?.id) ?? gives.people[0];
  const [other, setOther] = useState(dropped?.people[0]?.id ?? "");
  const [backKey, setBack] = useState(dropped ? keyOf(dropped) : "");
  const deed = useDeed(FORM, FIELDS, { from_id: "gives", starts_at: "gives", back_starts_at: "back" });
  const about = (field: string) => ({ id: fieldId(FORM, field), error: deed.faults[field] ?? null });
  const names = new Map(week.people.map((each) => [each.id, each.name]));
  const theirs = roster.bars.filter(
    (bar) => bar !== gives && bar.people.some((each) => each.id === other) && Date.parse(bar.ends_at) > now.value,
  );
  const back = theirs.find((bar) => keyOf(bar) === backKey);

  const send = async (event: Event) => {
    event.preventDefault();
    const stretch = (bar: Bar) => ({ line: bar.line, starts_at: bar.starts_at, ends_at: bar.ends_at });
    const body = { from_id: giver?.id, to_id: other, gives: stretch(gives), back: back ? stretch(back) : null };
    const wrong = present({ to_id: other === "" && t("duty.needs_person") });
    if (await deed.run(() => api.post(`/duty/rosters/${roster.id}/swaps`, body), wrong)) onDone();
  };
  return (
    <WorkSheet
      title={`${t("duty.swap")} · ${specialtyName(roster.specialty)}`}
      dirty={false}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form={FORM} busy={deed.busy}>
          {t("duty.propose")}
        </Button>
      }
    >
      <form id={FORM} class="duty-form" onSubmit={(event) => void send(event)} noValidate>
        <p id={fieldId(FORM, "gives")} tabIndex={-1}>
          {t("duty.gives", { who: names.get(giver?.id ?? "") ?? "", what: stretchText(gives.starts_at, gives.ends_at, zone), n: gives.line })}
        </p>
        {deed.faults["gives"] && <p class="field-error">{deed.faults["gives"]}</p>}
        <PersonSelect
          {...about("to_id")}
          label={t("duty.to_whom")}
          people={week.people}
          specialty={roster.specialty}
          value={other}
          except={giver?.id ?? ""}
          onChange={(id) => {
            setOther(id);
            setBack("");
          }}
        />
        <Select
          {...about("back")}
          label={t("duty.back")}
          value={backKey}
          empty={t("duty.back_nothing")}
          options={theirs.map((bar) => ({
            value: keyOf(bar),
            text: `${stretchText(bar.starts_at, bar.ends_at, zone)} · ${t("duty.line_n", { n: bar.line })}`,
          }))}
          onChange={setBack}
          hint={t("duty.swap_hint")}
        />
        <Failure text={deed.general} />
      </form>
    </WorkSheet>
  );
}

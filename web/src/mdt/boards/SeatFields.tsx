import { t } from "../../i18n";
import { Button, Check, Select, type Option } from "../../ui";
import { plus, x } from "../../ui/icons";
import type { SeatPart } from "../types";
import { emptySeat, type SeatDraft } from "./seats";

/** Somebody who may be given a seat. */
export interface Seatable {
  id: string;
  name: string;
  title: string;
  org: { id: string; name: string };
  specialties: string[];
}

interface SeatFieldsProps {
  id: string;
  seats: readonly SeatDraft[];
  people: readonly Seatable[];
  specialties: readonly Option[];
  onChange: (seats: SeatDraft[]) => void;
  error: string | null;
}

/** One line a seat: part, person, what they stand for, who comes in their place. */
export function SeatFields({ id, seats, people, specialties, onChange, error }: SeatFieldsProps) {
  const change = (index: number, part: Partial<SeatDraft>) => onChange(seats.map((each, at) => (at === index ? { ...each, ...part } : each)));
  const named = people.map((each) => ({ value: each.id, text: [[each.name, each.title].filter(Boolean).join(" "), each.org.name].join(" · ") }));
  // Whoever comes in somebody's place is of the same hospital.
  const deputies = (seat: SeatDraft) =>
    people.filter((each) => each.org.id === seat.org_id && each.id !== seat.person_id).map((each) => ({ value: each.id, text: [each.name, each.title].filter(Boolean).join(" ") }));
  const take = (index: number, seat: SeatDraft, person_id: string) => {
    const who = people.find((each) => each.id === person_id);
    // What they are known for stands for them until somebody says otherwise.
    const specialty = seat.part === "secretary" ? "" : (who?.specialties[0] ?? seat.specialty);
    change(index, { person_id, org_id: who?.org.id ?? "", specialty, deputy_id: "" });
  };
  return (
    <fieldset class="mdt-seat-fields" id={id} tabIndex={-1}>
      <legend>{t("mdt.seats")}</legend>
      <ol>
        {seats.map((seat, index) => (
          <li key={index}>
            <Select
              label={t("mdt.seat_part")}
              value={seat.part}
              options={(["chair", "secretary", "member"] as const).map((value) => ({ value, text: t(`mdt.part.${value}`) }))}
              onChange={(part) => change(index, { part: part as SeatPart })}
            />
            <Select label={t("mdt.seat_person")} value={seat.person_id} empty={t("mdt.choose_person")} options={named} onChange={(person) => take(index, seat, person)} />
            {seat.part !== "secretary" && (
              <Select
                label={t("mdt.seat_specialty")}
                value={seat.specialty}
                empty={t("mdt.choose_specialty")}
                options={specialties}
                onChange={(specialty) => change(index, { specialty })}
              />
            )}
            <Select
              label={t("mdt.seat_deputy")}
              value={seat.deputy_id}
              empty={t("mdt.no_deputy")}
              options={deputies(seat)}
              onChange={(deputy_id) => change(index, { deputy_id })}
            />
            {seat.part === "member" && (
              <Check checked={seat.required} onChange={(required) => change(index, { required })}>
                {t("mdt.required")}
              </Check>
            )}
            <Button
              kind="text"
              size="small"
              icon={x}
              label={t("mdt.seat_remove", { n: String(index + 1) })}
              onClick={() => onChange(seats.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ol>
      {error !== null && <p class="field-error">{error}</p>}
      <Button size="small" icon={plus} onClick={() => onChange([...seats, emptySeat("member")])}>
        {t("mdt.seat_add")}
      </Button>
    </fieldset>
  );
}

import { t } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Select } from "../../ui";
import type { DutyPerson } from "../types";

interface PersonSelectProps {
  id?: string;
  label: string;
  people: readonly DutyPerson[];
  /** Those of this specialty come first. */
  specialty: string;
  value: string;
  onChange: (id: string) => void;
  error?: string | null;
  except?: string;
  empty?: string;
}

/** Somebody of the hospital, those who know the specialty first. */
export function PersonSelect({ people, specialty, value, onChange, except, empty, ...about }: PersonSelectProps) {
  const rank = (each: DutyPerson) => (each.specialties.includes(specialty) ? 0 : 1);
  const options = [...people]
    .filter((each) => each.id !== except)
    .sort((one, other) => rank(one) - rank(other))
    .map((each) => ({
      value: each.id,
      text: [each.name, each.title || each.specialties.map(specialtyName).join(" · ")].filter(Boolean).join(" · "),
    }));
  return <Select {...about} value={value} options={options} onChange={onChange} empty={empty ?? t("duty.choose_person")} />;
}

import { useState } from "preact/hooks";
import { api } from "../../../api";
import { locale, t } from "../../../i18n";
import { Button } from "../../../ui";
import { Failure } from "../../forms/Failure";
import { present } from "../../forms/faults";
import { ownZone } from "../../forms/today";
import { useDeed } from "../../forms/useDeed";
import { WorkSheet } from "../../forms/WorkSheet";
import type { Hospital, Vocabulary } from "../../types";
import { DepartmentsSection } from "./DepartmentsSection";
import { HospitalFields } from "./HospitalFields";
import { draftOf, HOSPITAL_FIELDS, hospitalBody, newHospital, sameHospital } from "./hospitalForm";

const FORM = "hospital";

interface HospitalSheetProps {
  /** null: a new one. */
  hospital: Hospital | null;
  hospitals: readonly Hospital[];
  vocabulary: Vocabulary;
  onClose: () => void;
  onSaved: (id: string) => void;
}

/** A hospital and, once it exists, its departments. */
export function HospitalSheet({ hospital, hospitals, vocabulary, onClose, onSaved }: HospitalSheetProps) {
  const begin = () => (hospital === null ? newHospital(ownZone(), locale.peek()) : draftOf(hospital));
  const [draft, setDraft] = useState(begin);
  const [saved, setSaved] = useState(begin);
  const deed = useDeed(FORM, HOSPITAL_FIELDS);
  const changed = !sameHospital(draft, saved);

  const save = async (event: Event) => {
    event.preventDefault();
    const wrong = present({ name: draft.name.trim() === "" && t("admin.hospital.needs_name") });
    let id = hospital?.id ?? "";
    const send = async () => {
      if (hospital === null) id = (await api.post<{ id: string }>("/hospitals", hospitalBody(draft))).id;
      else await api.patch(`/hospitals/${hospital.id}`, hospitalBody(draft));
    };
    if (!(await deed.run(send, wrong))) return;
    setSaved(draft);
    onSaved(id);
  };
  return (
    <WorkSheet
      title={hospital?.name ?? t("admin.hospital.new")}
      dirty={changed}
      onClose={onClose}
      actions={
        <Button kind="filled" type="submit" form={FORM} busy={deed.busy} disabled={hospital !== null && !changed}>
          {hospital === null ? t("admin.hospital.add") : t("admin.save")}
        </Button>
      }
    >
      <form id={FORM} class="admin-form" onSubmit={(event) => void save(event)} noValidate>
        <HospitalFields
          form={FORM}
          draft={draft}
          onChange={setDraft}
          faults={deed.faults}
          others={hospitals.filter((each) => each.id !== hospital?.id)}
          locales={vocabulary.locales}
        />
        <Failure text={deed.general} />
      </form>
      {hospital === null ? (
        <p class="meta admin-part">{t("admin.department.after")}</p>
      ) : (
        <DepartmentsSection org={hospital.id} vocabulary={vocabulary} />
      )}
    </WorkSheet>
  );
}

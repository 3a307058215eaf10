import { Failure } from "../../admin/forms/Failure";
import { t } from "../../i18n";
import { Button } from "../../ui";
import { BED_FIELDS, bedValues } from "../beds/BedSheet";
import type { BedForm } from "../beds/useBeds";
import type { Section } from "../forms/fields";
import { Fields } from "../forms/Fields";
import { useTelling } from "./useTelling";

const SECTIONS: readonly Section[] = [...BED_FIELDS, { fields: [{ name: "who", kind: "text", required: true, max: 80 }] }];

/** What is free in this ward, by whoever is asked. */
export function WardBeds({ token, row, onDone }: { token: string; row: BedForm | null; onDone: () => void }) {
  const telling = useTelling("/ward-links/beds", token, SECTIONS, row === null ? {} : bedValues(row), onDone);
  return (
    <form class="ward-form" noValidate onSubmit={(event) => void telling.send(event)}>
      <Fields form="ward" sections={SECTIONS} values={telling.values} onChange={telling.set} faults={telling.faults} />
      <Failure text={telling.failure} />
      <Button kind="filled" size="touch" type="submit" busy={telling.busy}>
        {t("referral.bed.tell")}
      </Button>
    </form>
  );
}

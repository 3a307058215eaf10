import { useState } from "preact/hooks";
import { Failure } from "../../admin/forms/Failure";
import { api } from "../../api";
import { toBox } from "../../i18n/zoned";
import { t, tError } from "../../i18n";
import { Button, Sheet } from "../../ui";
import { bodyOf, type Section, type Typed, type Values } from "../forms/fields";
import { Fields } from "../forms/Fields";
import { faultsOf } from "../forms/useValues";
import type { Link } from "../deeds/WardLink";
import type { BedRow } from "../types";
import type { BedForm } from "./useBeds";

const FORM = "beds";
/** The same boxes at a desk and on the ward's phone. */
export const BED_FIELDS: readonly Section[] = [
  {
    narrow: true,
    fields: [
      { name: "free_beds", kind: "number", required: true, max: 4 },
      { name: "free_icu", kind: "number", max: 4 },
      { name: "free_isolation", kind: "number", max: 4 },
    ],
  },
  {
    fields: [
      { name: "next_clinic_at", kind: "moment" },
      { name: "note", kind: "text", max: 300 },
    ],
  },
];

export const bedValues = (row: Omit<BedForm, "free_beds"> & { free_beds: number | null }): Values => ({
  free_beds: row.free_beds === null ? "" : String(row.free_beds),
  free_icu: row.free_icu === null ? "" : String(row.free_icu),
  free_isolation: row.free_isolation === null ? "" : String(row.free_isolation),
  next_clinic_at: row.next_clinic_at === null ? "" : toBox(row.next_clinic_at),
  note: row.note,
});

interface BedSheetProps {
  row: BedRow;
  busy: boolean;
  failure: string | null;
  onTell: (form: BedForm) => void;
  onLink: (link: Link) => void;
  onClose: () => void;
}

/** What a ward says of itself, and the link it may say it by from its phone. */
export function BedSheet({ row, busy, failure, onTell, onLink, onClose }: BedSheetProps) {
  const [values, setValues] = useState<Values>(() => bedValues(row));
  const [tried, setTried] = useState(false);
  const [linking, setLinking] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const faults = faultsOf(BED_FIELDS, values);
  const send = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    const { free_icu = null, free_isolation = null, next_clinic_at = null, note = "", free_beds = 0 } = bodyOf(BED_FIELDS, values) as Partial<BedForm>;
    onTell({ free_beds, free_icu, free_isolation, next_clinic_at, note });
  };
  const link = async () => {
    setLinking(true);
    try {
      onLink(await api.post<Link>(`/beds/${row.department.id}/link`, {}));
    } catch (error) {
      setRefused(tError(error));
      setLinking(false);
    }
  };
  return (
    <Sheet
      open
      title={`${row.department.name} · ${row.org.name}`}
      onClose={onClose}
      actions={
        <>
          <Button kind="filled" type="submit" form={FORM} busy={busy}>
            {t("referral.bed.tell")}
          </Button>
          <Button busy={linking} onClick={() => void link()}>
            {t("referral.bed.make_link")}
          </Button>
        </>
      }
    >
      <form id={FORM} class="referral-form" noValidate onSubmit={send}>
        <Fields form={FORM} sections={BED_FIELDS} values={values} onChange={(name: string, typed: Typed) => setValues({ ...values, [name]: typed })} faults={tried ? faults : {}} />
        <Failure text={failure ?? refused} />
        <p class="meta">{t("referral.bed.link_about")}</p>
      </form>
    </Sheet>
  );
}

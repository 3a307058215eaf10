import { useEffect, useState } from "preact/hooks";
import { useResource } from "../../../api";
import { formatDateTime, t, tError } from "../../../i18n";
import { Field, Skeleton, sexAge, type Sex } from "../../../ui";

export interface Found {
  case_id: string;
  number: string;
  created_at: string;
  patient: { name: string; sex: Sex; age: number | null };
}

interface CaseSearchProps {
  not: string;
  chosen: Found | null;
  onChoose: (found: Found) => void;
}

/** Finds the right case by name or number; nothing is listed before something was typed. */
export function CaseSearch({ not, chosen, onChoose }: CaseSearchProps) {
  const [text, setText] = useState("");
  const [asked, setAsked] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), 300);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useResource<{ items: Found[] }>(asked === "" ? null : `/cases?limit=8&q=${encodeURIComponent(asked)}`);
  const items = (found.data?.items ?? []).filter((each) => each.case_id !== not);
  return (
    <div>
      <Field type="search" label={t("case.material.right_case")} value={text} onInput={setText} required autoFocus />
      <div aria-live="polite">
        {asked !== "" && found.loading && <Skeleton rows={2} height={44} />}
        {found.error !== undefined && <p class="sheet-failed">{tError(found.error)}</p>}
        {asked !== "" && found.data && items.length === 0 && <p class="sheet-about">{t("case.material.none_found")}</p>}
      </div>
      <ul class="found-cases">
        {items.map((each) => (
          <li key={each.case_id}>
            <button type="button" aria-pressed={each.case_id === chosen?.case_id} onClick={() => onChoose(each)}>
              <strong>{each.patient.name || t("case.unidentified")}</strong> {sexAge(each.patient.sex, each.patient.age)}
              <span>{[each.number, formatDateTime(each.created_at)].join(" · ")}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

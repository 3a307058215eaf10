import { useEffect, useState } from "preact/hooks";
import { api } from "../../api";
import { t } from "../../i18n";
import { Button, Field } from "../../ui";
import { x } from "../../ui/icons";
import { codeName, diagnosisName, namesOf, type CodeName, type Diagnosis } from "./diagnoses";
import "./forms.css";

interface DiagnosisFieldsProps {
  id: string;
  diagnoses: readonly Diagnosis[];
  onChange: (diagnoses: Diagnosis[]) => void;
  error?: string | null;
}

const PAUSE = 200;

/** Words or a code are typed; what fits is offered; what fits nothing stays in words. */
export function DiagnosisFields({ id, diagnoses, onChange, error }: DiagnosisFieldsProps) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<readonly CodeName[]>([]);
  const [at, setAt] = useState(0);
  useEffect(() => {
    setAt(0);
    const wanted = text.trim();
    if (wanted === "") return setFound([]);
    const abort = new AbortController();
    const timer = setTimeout(() => {
      api.get<{ items: CodeName[] }>(`/codes/icd10?q=${encodeURIComponent(wanted)}`, { signal: abort.signal }).then(
        ({ items }) => setFound(items.slice(0, 8)),
        () => setFound([]),
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);

  const add = (made: Diagnosis) => {
    onChange([...diagnoses, made]);
    setText("");
  };
  const pick = (code: CodeName) => add({ code: code.code, text: codeName(code), names: namesOf(code) });
  const keys = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt((now) => Math.max(0, Math.min(found.length - 1, now + (event.key === "ArrowDown" ? 1 : -1))));
    }
    if (event.key !== "Enter" || event.isComposing || text.trim() === "") return;
    event.preventDefault();
    const chosen = found[at];
    if (chosen !== undefined) pick(chosen);
    else add({ code: "", text: text.trim() });
  };
  return (
    <div class="diagnoses" onKeyDown={keys}>
      <Field
        id={id}
        label={t("forms.diagnoses")}
        value={text}
        maxLength={300}
        hint={diagnoses.length === 0 ? t("forms.diagnoses_about") : undefined}
        error={error ?? null}
        onInput={setText}
        onBlur={() => text.trim() !== "" && found.length === 0 && add({ code: "", text: text.trim() })}
      />
      {found.length > 0 && (
        <ul class="diagnoses-found" aria-label={t("forms.diagnoses_found")}>
          {found.map((each, index) => (
            <li key={each.code}>
              {/* Before the box loses the focus, which would take the words as they are. */}
              <button type="button" class={index === at ? "diagnoses-at" : undefined} onMouseDown={(event) => event.preventDefault()} onClick={() => pick(each)}>
                <b>{each.code}</b> {codeName(each)}
              </button>
            </li>
          ))}
        </ul>
      )}
      {diagnoses.length > 0 && (
        <ol class="diagnoses-list">
          {diagnoses.map((each, index) => (
            <li key={index}>
              <span>
                {each.code !== "" && <b>{each.code}</b>} {diagnosisName(each)}
              </span>
              <Button
                kind="text"
                size="small"
                icon={x}
                label={t("forms.diagnosis_remove", { name: diagnosisName(each) })}
                onClick={() => onChange(diagnoses.filter((_, place) => place !== index))}
              />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

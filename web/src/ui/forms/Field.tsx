import type { ComponentChildren } from "preact";
import { useEffect, useId } from "preact/hooks";
import { DateBoxes } from "./dates/DateBoxes";
import { FieldFrame } from "./FieldFrame";

export interface FieldProps {
  label: string;
  value: string;
  onInput: (value: string) => void;
  onBlur?: () => void;
  /** The input's id, for SendBar to jump to; made up when absent. */
  id?: string;
  name?: string;
  /**
   * `number` is a text box with digits keyboard: it accepts "3,1" and "3.1". `date` (2025-11-03) and
   * `datetime-local` (2025-11-03T14:06, empty while unfinished) are typed as the language writes them.
   */
  type?: "text" | "password" | "search" | "tel" | "email" | "number" | "date" | "datetime-local";
  /** Inside the box at its right end: mmHg, %. */
  unit?: string;
  /** Grey under the box: the range, the last value. */
  hint?: ComponentChildren;
  error?: string | null;
  /** Written as a word beside the label. */
  required?: boolean;
  /** Rows of a text area; absent: one line. */
  rows?: number;
  autocomplete?: string;
  placeholder?: string;
  maxLength?: number;
  disabled?: boolean;
  readOnly?: boolean;
  autoFocus?: boolean;
  /** Datalist values offered while typing. */
  suggestions?: readonly string[];
}

export function Field(props: FieldProps) {
  const made = useId();
  const id = props.id ?? made;
  useEffect(() => {
    // The attribute works only for what the page was loaded with.
    if (props.autoFocus) document.getElementById(id)?.focus();
  }, []);
  const numeric = props.type === "number";
  if (props.type === "date" || props.type === "datetime-local") {
    return (
      <FieldFrame id={id} label={props.label} required={props.required} hint={props.hint} error={props.error}>
        <DateBoxes {...props} id={id} timed={props.type === "datetime-local"} wrong={!!props.error} />
      </FieldFrame>
    );
  }
  const shared = {
    id,
    name: props.name,
    value: props.value,
    disabled: props.disabled,
    readOnly: props.readOnly,
    placeholder: props.placeholder,
    maxLength: props.maxLength,
    autocomplete: props.autocomplete ?? "off",
    required: props.required,
    "aria-invalid": props.error ? true : undefined,
    "aria-describedby": `${id}-about`,
    onInput: (event: InputEvent) =>
      props.onInput((event.currentTarget as HTMLInputElement | HTMLTextAreaElement).value),
    onBlur: props.onBlur,
  };
  return (
    <FieldFrame id={id} label={props.label} required={props.required} hint={props.hint} error={props.error}>
      {props.rows === undefined ? (
        <span class="field-box">
          <input
            {...shared}
            // The attribute types are a union by input type; this input is a text field of some kind.
            type={(numeric ? "text" : (props.type ?? "text")) as "text"}
            inputMode={numeric ? "decimal" : undefined}
            list={props.suggestions ? `${id}-list` : undefined}
          />
          {props.unit && <span class="field-unit">{props.unit}</span>}
        </span>
      ) : (
        <span class="field-box">
          <textarea {...shared} rows={props.rows} />
        </span>
      )}
      {props.suggestions && (
        <datalist id={`${id}-list`}>
          {props.suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </FieldFrame>
  );
}

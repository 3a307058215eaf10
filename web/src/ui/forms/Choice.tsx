import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { t } from "../../i18n";
import "./forms.css";

export interface ChoiceProps {
  label: string;
  value: string;
  options: readonly { value: string; text: ComponentChildren; disabled?: boolean }[];
  onChange: (value: string) => void;
  id?: string;
  error?: string | null;
  required?: boolean;
}

/** One of a few, all visible: sex, urgency, adopted / partly / not. */
export function Choice({ label, value, options, onChange, id, error, required }: ChoiceProps) {
  const made = useId();
  const group = id ?? made;
  return (
    <fieldset class="field choice" id={group} tabIndex={-1} aria-describedby={error ? `${group}-error` : undefined}>
      <legend class="field-label">
        {label}
        {required && <span class="field-required">{t("common.required")}</span>}
      </legend>
      <div class="choice-options">
        {options.map((each) => (
          <label key={each.value} class="choice-option">
            <input
              type="radio"
              name={group}
              value={each.value}
              checked={each.value === value}
              disabled={each.disabled}
              onChange={() => onChange(each.value)}
            />
            <span>{each.text}</span>
          </label>
        ))}
      </div>
      {error && (
        <p class="field-error" id={`${group}-error`}>
          {error}
        </p>
      )}
    </fieldset>
  );
}

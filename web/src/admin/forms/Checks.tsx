import { Check } from "../../ui";
import { circleAlert, Icon } from "../../ui/icons";
import { t } from "../../i18n";

interface ChecksProps {
  id: string;
  label: string;
  options: readonly { value: string; text: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  error?: string | null;
  required?: boolean;
}

/** Any of several, all visible; kept in the order of the options. */
export function Checks({ id, label, options, chosen, onChange, error, required }: ChecksProps) {
  const toggle = (value: string, on: boolean) =>
    onChange(options.map((each) => each.value).filter((each) => (each === value ? on : chosen.includes(each))));
  return (
    <fieldset class="field checks" id={id} tabIndex={-1} aria-describedby={error ? `${id}-error` : undefined}>
      <legend class="field-label">
        {label}
        {required && <span class="field-required">{t("common.required")}</span>}
      </legend>
      <div class="checks-options">
        {options.map((each) => (
          <Check key={each.value} checked={chosen.includes(each.value)} onChange={(on) => toggle(each.value, on)}>
            {each.text}
          </Check>
        ))}
      </div>
      {error && (
        <p class="field-error" id={`${id}-error`}>
          <Icon of={circleAlert} size={14} />
          {error}
        </p>
      )}
    </fieldset>
  );
}

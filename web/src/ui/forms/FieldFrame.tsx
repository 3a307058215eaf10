import type { ComponentChildren } from "preact";
import { t } from "../../i18n";
import { circleAlert, Icon } from "../icons";
import "./forms.css";

interface FieldFrameProps {
  id: string;
  label: string;
  required?: boolean;
  hint?: ComponentChildren;
  error?: string | null;
  children: ComponentChildren;
}

/** Label above, control, then error or hint in words. */
export function FieldFrame({ id, label, required, hint, error, children }: FieldFrameProps) {
  return (
    <div class={`field${error ? " field-wrong" : ""}`}>
      <label class="field-label" for={id}>
        {label}
        {required && <span class="field-required">{t("common.required")}</span>}
      </label>
      {children}
      <div id={`${id}-about`} class="field-about">
        {error && (
          <p class="field-error">
            <Icon of={circleAlert} size={14} />
            {error}
          </p>
        )}
        {hint && <p class="field-hint">{hint}</p>}
      </div>
    </div>
  );
}

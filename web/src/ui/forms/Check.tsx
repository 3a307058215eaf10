import type { ComponentChildren } from "preact";
import "./forms.css";

export interface CheckProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  id?: string;
  children: ComponentChildren;
}

export function Check({ checked, onChange, disabled, id, children }: CheckProps) {
  return (
    <label class="check">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{children}</span>
    </label>
  );
}

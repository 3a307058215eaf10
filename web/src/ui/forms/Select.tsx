import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { chevronDown, Icon } from "../icons";
import { FieldFrame } from "./FieldFrame";

export interface Option {
  value: string;
  text: string;
  disabled?: boolean;
}

export interface SelectProps {
  label: string;
  value: string;
  options: readonly Option[];
  onChange: (value: string) => void;
  /** The empty choice, e.g. "Choose a hospital"; absent: none is offered. */
  empty?: string;
  id?: string;
  name?: string;
  hint?: ComponentChildren;
  error?: string | null;
  required?: boolean;
  disabled?: boolean;
}

export function Select(props: SelectProps) {
  const made = useId();
  const id = props.id ?? made;
  return (
    <FieldFrame id={id} label={props.label} required={props.required} hint={props.hint} error={props.error}>
      <span class="field-box field-select">
        <select
          id={id}
          name={props.name}
          value={props.value}
          disabled={props.disabled}
          required={props.required}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={`${id}-about`}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        >
          {props.empty !== undefined && <option value="">{props.empty}</option>}
          {props.options.map((each) => (
            <option key={each.value} value={each.value} disabled={each.disabled}>
              {each.text}
            </option>
          ))}
        </select>
        <Icon of={chevronDown} size={16} />
      </span>
    </FieldFrame>
  );
}

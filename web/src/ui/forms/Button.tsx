import type { ComponentChildren } from "preact";
import { Icon, type Shape } from "../icons";
import "./forms.css";

export interface ButtonProps {
  /** One filled button a page: the next step. */
  kind?: "filled" | "outline" | "text";
  tone?: "accent" | "emergency";
  size?: "small" | "normal" | "touch";
  icon?: readonly Shape[];
  /** Shows that the deed is under way and refuses a second press. */
  busy?: boolean;
  disabled?: boolean;
  type?: "button" | "submit";
  /** Makes it a link that looks like a button. */
  href?: string;
  /** The link is a file to keep, not a page. */
  download?: boolean;
  /** For icon-only buttons. */
  label?: string;
  title?: string;
  form?: string;
  onClick?: (event: MouseEvent) => void;
  children?: ComponentChildren;
}

export function Button(props: ButtonProps) {
  const { kind = "outline", tone = "accent", size = "normal", busy = false } = props;
  const look = `button button-${kind} button-${tone} button-${size}${props.children ? "" : " button-bare"}`;
  const inside = (
    <>
      {props.icon && <Icon of={props.icon} size={size === "small" ? 16 : 20} />}
      {props.children && <span>{props.children}</span>}
    </>
  );
  if (props.href !== undefined) {
    return (
      <a class={look} href={props.href} title={props.title} aria-label={props.label} download={props.download} onClick={props.onClick}>
        {inside}
      </a>
    );
  }
  return (
    <button
      class={look}
      type={props.type ?? "button"}
      disabled={props.disabled}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      aria-label={props.label}
      title={props.title}
      form={props.form}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else props.onClick?.(event);
      }}
    >
      {inside}
    </button>
  );
}

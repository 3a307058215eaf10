import type { ComponentChildren } from "preact";
import { Icon, unplug, type Shape } from "../icons";
import "./status.css";

export interface GreyBarProps {
  children: ComponentChildren;
  icon?: readonly Shape[];
  action?: ComponentChildren;
}

/** Offline, insecure address, catching up: what is true, what goes on by itself. */
export function GreyBar({ children, icon = unplug, action }: GreyBarProps) {
  return (
    <div class="grey-bar" role="status">
      <Icon of={icon} size={16} />
      <p>{children}</p>
      {action}
    </div>
  );
}

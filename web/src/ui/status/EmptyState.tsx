import type { ComponentChildren } from "preact";
import "./status.css";

export interface EmptyStateProps {
  /** One sentence. */
  text: string;
  /** The next step. */
  children?: ComponentChildren;
}

export function EmptyState({ text, children }: EmptyStateProps) {
  return (
    <div class="empty-state">
      <p>{text}</p>
      {children}
    </div>
  );
}

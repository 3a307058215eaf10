import { h } from "preact";
import type { Shape } from "./lucide";

interface IconProps {
  of: readonly Shape[];
  /** CSS pixels; the stroke stays 1.6 whatever the size. */
  size?: number;
  /** Only where no word stands beside it. */
  label?: string;
}

export function Icon({ of, size = 20, label }: IconProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width={(1.6 * 24) / size}
      stroke-linecap="round"
      stroke-linejoin="round"
      role={label === undefined ? undefined : "img"}
      aria-label={label}
      aria-hidden={label === undefined ? "true" : undefined}
    >
      {of.map(([tag, attributes], index) => h(tag, { ...attributes, key: index }))}
    </svg>
  );
}

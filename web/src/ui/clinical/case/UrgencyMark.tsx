import { t } from "../../../i18n";
import "../clinical.css";

export type Urgency = "emergency" | "urgent" | "routine";

export interface UrgencyMarkProps {
  urgency: Urgency;
  /** 18 in lists, 24 in the banner. */
  size?: 18 | 24;
  /** An emergency nobody has acknowledged: the only thing on screen that moves. */
  breathing?: boolean;
}

/** Shape, letter and spoken word together, so that colour is never alone. */
export function UrgencyMark({ urgency, size = 18, breathing = false }: UrgencyMarkProps) {
  return (
    <svg
      class={`urgency urgency-${urgency}${breathing ? " urgency-breathing" : ""}`}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      role="img"
      aria-label={wordOf(urgency)}
    >
      {urgency === "emergency" && <path class="urgency-shape" d="M7.300.800h9.400l6.500 6.500v9.400l-6.500 6.500H7.300L.8 16.700V7.300z" />}
      {urgency === "urgent" && (
        <path class="urgency-shape" d="M10.300 1.900a2 2 0 0 1 3.400 0l9.500 18a2 2 0 0 1-1.800 2.900H2.600a2 2 0 0 1-1.800-2.900z" />
      )}
      {urgency === "routine" && <circle class="urgency-shape" cx="12" cy="12" r="10.900" />}
      <text x="12" y={urgency === "urgent" ? 15.6 : 12.4} aria-hidden="true">
        {letterOf(urgency)}
      </text>
    </svg>
  );
}

export function wordOf(urgency: Urgency): string {
  if (urgency === "emergency") return t("common.urgency.emergency");
  return urgency === "urgent" ? t("common.urgency.urgent") : t("common.urgency.routine");
}

function letterOf(urgency: Urgency): string {
  if (urgency === "emergency") return t("common.urgency.emergency_letter");
  return urgency === "urgent" ? t("common.urgency.urgent_letter") : t("common.urgency.routine_letter");
}

import type { ComponentChildren } from "preact";
import { t } from "../../../i18n";
import { UrgencyMark, type Urgency } from "../case/UrgencyMark";
import "../clinical.css";

export type Sex = "male" | "female" | "other" | "unknown";

export interface PatientLineProps {
  name: string;
  sex?: Sex | null;
  /** Years as a number, or words for the youngest ("3 月", "5 d"). */
  age?: number | string | null;
  urgency?: Urgency;
  breathing?: boolean;
  /** Weight, inpatient number, hospital and department. */
  facts?: readonly (string | null | undefined)[];
  /** Allergy and the like: red, first on the second line. */
  alert?: string | null;
  /** After the alert on the second line. */
  more?: readonly (string | null | undefined)[];
  size?: "row" | "banner";
  children?: ComponentChildren;
}

export function PatientLine(props: PatientLineProps) {
  const { name, urgency, breathing, alert, size = "row" } = props;
  const first = joined([sexAge(props.sex, props.age), ...(props.facts ?? [])]);
  const second = joined(props.more ?? []);
  const Name = size === "banner" ? "h1" : "span";
  return (
    <div class={`patient-line patient-line-${size}`}>
      {urgency && <UrgencyMark urgency={urgency} size={size === "banner" ? 24 : 18} breathing={breathing} />}
      <Name class="patient-name">{name}</Name>
      <div class="patient-facts">
        {first && <span>{first}</span>}
        {(alert || second) && (
          <span>
            {alert && <strong class="patient-alert">{alert}</strong>}
            {alert && second && " · "}
            {second}
          </span>
        )}
      </div>
      {props.children}
    </div>
  );
}

/** "男 58 岁", "M 58". */
export function sexAge(sex?: Sex | null, age?: number | string | null): string {
  const years = typeof age === "number" ? t("common.age_years", { n: age }) : (age ?? "");
  return [sexWord(sex), years].filter(Boolean).join(" ");
}

export function sexWord(sex?: Sex | null): string {
  if (sex === "male") return t("common.sex.male");
  if (sex === "female") return t("common.sex.female");
  if (sex === "other") return t("common.sex.other");
  return sex === "unknown" ? t("common.sex.unknown") : "";
}

const joined = (parts: readonly (string | null | undefined)[]) => parts.filter(Boolean).join(" · ");

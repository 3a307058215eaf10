import type { ComponentChildren } from "preact";
import { plural } from "../../../i18n";
import { Button } from "../../forms/Button";
import { Clock, type ClockProps } from "../clock/Clock";
import { DemoMark } from "../patient/DemoMark";
import { sexAge, type Sex } from "../patient/PatientLine";
import { UrgencyMark, type Urgency } from "./UrgencyMark";
import "../clinical.css";

export interface CaseRowProps {
  href: string;
  urgency: Urgency;
  /** Nobody has acknowledged this emergency yet. */
  breathing?: boolean;
  name: string;
  sex?: Sex | null;
  age?: number | string | null;
  /** Question 1, one line. */
  question: string;
  /** Where it stands and with whom. */
  where: ComponentChildren;
  clock?: Omit<ClockProps, "size">;
  unread?: number;
  /** The row's one action. */
  action?: { text: string; onPress: () => void; busy?: boolean };
  selected?: boolean;
  /** Nobody's real data. */
  demo?: boolean;
  /** Over: the mark keeps its shape and letter, the colour is for what still waits. */
  past?: boolean;
  onFocus?: () => void;
}

/** Two lines, 56 high; the whole row is the link, its one action a button above it. Use inside `<ul>`. */
export function CaseRow(props: CaseRowProps) {
  const unread = props.unread ?? 0;
  return (
    <li class={`case-row${props.selected ? " case-row-selected" : ""}${props.past ? " case-row-past" : ""}`}>
      <div class="case-row-inside">
        <UrgencyMark urgency={props.urgency} breathing={props.breathing} />
        <div class="case-row-text">
          <p class="case-row-first">
            <a href={props.href} class="case-row-link" onFocus={props.onFocus}>
              <strong>{props.name}</strong> <span class="case-row-age">{sexAge(props.sex, props.age)}</span>
            </a>
            {props.demo && <DemoMark />}
            <span class="case-row-question">{props.question}</span>
            {unread > 0 && (
              <span class="unread">
                <span aria-hidden="true">{unread}</span>
                <span class="visually-hidden">{plural("common.unread", unread)}</span>
              </span>
            )}
          </p>
          <p class="case-row-where">{props.where}</p>
        </div>
        {props.clock && <Clock {...props.clock} size="row" />}
        {props.action && (
          <div class="case-row-action">
            <Button size="small" busy={props.action.busy} onClick={props.action.onPress}>
              {props.action.text}
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}

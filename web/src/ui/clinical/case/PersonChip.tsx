import type { ComponentChildren } from "preact";
import { formatTime, t } from "../../../i18n";
import { Icon, phone as phoneIcon } from "../../icons";
import "../clinical.css";

export type PersonColour = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface PersonChipProps {
  name: string;
  title?: string | null;
  /** Hospital and specialty. */
  from?: string | null;
  /** `here`: in this room now; `away`: logged in elsewhere; `gone`: not connected. */
  presence?: "here" | "away" | "gone";
  colour?: PersonColour;
  phone?: string | null;
  lastContact?: string | null;
  /** A word about what they are doing: "34 %". */
  note?: ComponentChildren;
}

export function PersonChip(props: PersonChipProps) {
  const { name, presence } = props;
  return (
    <span class="person">
      <span class={`person-initials person-ring-${props.colour ?? 0}`} aria-hidden="true">
        {initials(name)}
      </span>
      <span class="person-text">
        <span>
          <strong>{name}</strong>
          {props.title && <span class="person-title"> {props.title}</span>}
        </span>
        <span class="meta">
          {[props.from, presence && t(`common.presence.${presence}`), contact(props.lastContact)].filter(Boolean).join(" · ")}
          {props.note}
        </span>
      </span>
      {props.phone && (
        <a class="person-phone" href={`tel:${props.phone.replace(/\s/g, "")}`}>
          <Icon of={phoneIcon} size={16} />
          {props.phone}
        </a>
      )}
    </span>
  );
}

const contact = (at?: string | null) => (at ? t("common.last_contact", { time: formatTime(at) }) : null);

/** Two letters: the given name of a Chinese name, first and last initial elsewhere. */
export function initials(name: string): string {
  const clean = name.trim();
  if (/^[\p{Script=Han}·]+$/u.test(clean)) return clean.slice(-2);
  const words = clean.split(/\s+/).filter((word) => !word.endsWith("."));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters.map((word) => word?.[0] ?? "").join("").toUpperCase();
}

/** A stable colour for a person within one room. */
export function colourOf(order: number): PersonColour {
  return ((order % 8) + 1) as PersonColour;
}

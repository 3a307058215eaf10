import type { ButtonHTMLAttributes } from "preact";
import { useRef } from "preact/hooks";
import { now } from "../../api";
import { listed, t } from "../../i18n";
import { stretchText } from "../times";
import type { Bar, DutyPerson, Roster } from "../types";
import { initials } from "../../ui/clinical/case/PersonChip";
import { draggedHours, placeOf, widthOf, type Span } from "./geometry";

export interface Picked {
  roster: Roster;
  bar: Bar;
  /** The marked part of a hole; else the bar itself. */
  part: Span;
}

interface LaneProps {
  roster: Roster;
  line: number;
  shown: Span;
  zone: string;
  people: ReadonlyMap<string, DutyPerson>;
  mine: string | undefined;
  onPick: (picked: Picked) => void;
  /** One bar was dropped on another of the same roster. */
  onDrop: (from: Bar, to: Bar) => void;
}

/** One line over the shown days: people as bars with their names, holes hatched. */
export function Lane(props: LaneProps) {
  const { roster, line, shown } = props;
  const bars = roster.bars.filter((bar) => bar.line === line);
  return (
    <ol class="duty-lane" aria-label={t("duty.line_n", { n: line })}>
      {bars.map((bar) => {
        const place = placeOf(bar, shown);
        return place && <BarItem key={bar.starts_at} {...props} bar={bar} place={place} />;
      })}
    </ol>
  );
}

type BarProps = LaneProps & { bar: Bar; place: { left: number; width: number } };

function BarItem(props: BarProps) {
  const { roster, bar, place, zone, people, mine, onPick, onDrop } = props;
  const from = useRef<number | null>(null);
  const name = (id: string) => people.get(id)?.name ?? "";
  const who = listed(bar.people.map((each) => name(each.id)));
  const hole = bar.people.length === 0;
  const absent = listed(bar.skipped.map((each) => `${name(each.id)} (${t(`duty.skip.${each.reason ?? "away"}`)})`));
  const said = [hole ? t("duty.nobody") : who, absent && t("duty.not_rung", { who: absent }), stretchText(bar.starts_at, bar.ends_at, zone)];
  const whole = { from: Date.parse(bar.starts_at), to: Date.parse(bar.ends_at) };
  const movable = roster.can_manage || bar.people.some((each) => each.id === mine);
  const share = (event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return (event.clientX - box.left) / Math.max(1, box.width);
  };
  // A hole is marked by drawing over it, a bar is carried to another.
  const drawing: ButtonHTMLAttributes<HTMLButtonElement> = hole
    ? {
        onPointerDown: (event: PointerEvent) => {
          from.current = share(event);
        },
      }
    : {
        draggable: movable && bar.people.length === 1,
        onDragStart: (event: DragEvent) => event.dataTransfer?.setData(kindOf(roster), bar.starts_at + bar.line),
      };
  return (
    <li style={{ left: `${place.left}%`, width: `${place.width}%` }}>
      <button
        type="button"
        class={`duty-bar${hole ? " duty-hole" : ""}${whole.to <= now.value ? " duty-past" : ""}${bar.people.some((each) => each.id === mine) ? " duty-mine" : ""}`}
        tabIndex={-1}
        aria-label={said.filter(Boolean).join(" · ")}
        title={said.filter(Boolean).join("\n")}
        {...drawing}
        onPointerUp={(event) => {
          const one = from.current;
          from.current = null;
          const other = share(event);
          if (hole && roster.can_manage && one !== null && Math.abs(other - one) * event.currentTarget.clientWidth > 6) {
            event.preventDefault();
            event.currentTarget.dataset["drawn"] = "yes";
            onPick({ roster, bar, part: draggedHours(whole, one, other) });
          }
        }}
        onClick={(event) => {
          const drawn = event.currentTarget.dataset["drawn"] !== undefined;
          delete event.currentTarget.dataset["drawn"];
          if (!drawn) onPick({ roster, bar, part: whole });
        }}
        onDragOver={(event) => {
          if (event.dataTransfer?.types.includes(kindOf(roster))) event.preventDefault();
        }}
        onDrop={(event) => {
          event.preventDefault();
          const key = event.dataTransfer?.getData(kindOf(roster));
          const dragged = roster.bars.find((each) => each.starts_at + each.line === key);
          if (dragged !== undefined && dragged !== bar) onDrop(dragged, bar);
        }}
      >
        {!hole && <Who names={bar.people.map((each) => name(each.id))} />}
      </button>
    </li>
  );
}

/** The whole name, or where the bar is too short for it what stands for it; never part of one. */
function Who({ names }: { names: readonly string[] }) {
  const whole = listed(names);
  const short = names.map(initials).join(" ");
  return (
    <span class="duty-bar-who" style={{ "--whole": `${widthOf(whole)}em`, "--short": `${widthOf(short)}em` }}>
      <span>{whole}</span>
      <span>{short}</span>
    </span>
  );
}

/** Bars are dropped within their roster only. */
const kindOf = (roster: Roster) => `application/x-duty-${roster.id}`;

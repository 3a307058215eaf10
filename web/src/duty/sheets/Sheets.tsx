import { now } from "../../api";
import type { Picked } from "../grid/Lane";
import { RehearsalSheet } from "../rehearsal/RehearsalSheet";
import { dayOf, wallOf, weekdayOf } from "../times";
import type { Bar, Roster, Week } from "../types";
import { BarSheet } from "./BarSheet";
import { LeaveSheet } from "./LeaveSheet";
import { OverrideSheet } from "./OverrideSheet";
import { RosterSheet } from "./RosterSheet";
import { ShiftSheet, type ShiftBegin } from "./ShiftSheet";
import { SwapSheet } from "./SwapSheet";

export type Open =
  | { kind: "bar"; picked: Picked }
  | { kind: "shift"; begin: ShiftBegin }
  | { kind: "override"; picked: Picked; person?: string }
  | { kind: "swap"; roster: Roster; gives: Bar; back?: Bar }
  | { kind: "leave" }
  | { kind: "roster"; roster?: Roster }
  | { kind: "rehearse"; specialty: string; at: number };

interface SheetsProps {
  week: Week;
  open: Open;
  onOpen: (open: Open | null) => void;
  onDone: () => void;
}

/** The one sheet that is open. */
export function Sheets({ week, open, onOpen, onDone }: SheetsProps) {
  const shared = { week, onDone, onClose: () => onOpen(null) };
  switch (open.kind) {
    case "bar":
      return (
        <BarSheet
          {...shared}
          picked={open.picked}
          onShift={() => onOpen({ kind: "shift", begin: shiftIn(week, open.picked) })}
          onOverride={() => onOpen({ kind: "override", picked: open.picked })}
          onSwap={() => onOpen({ kind: "swap", roster: open.picked.roster, gives: open.picked.bar })}
          onRehearse={() => onOpen({ kind: "rehearse", specialty: open.picked.roster.specialty, at: middle(open.picked) })}
        />
      );
    case "shift":
      return <ShiftSheet {...shared} begin={open.begin} />;
    case "override":
      return (
        <OverrideSheet {...shared} roster={open.picked.roster} bar={open.picked.bar} part={open.picked.part} {...(open.person ? { person: open.person } : {})} />
      );
    case "swap":
      return <SwapSheet {...shared} roster={open.roster} gives={open.gives} {...(open.back ? { back: open.back } : {})} />;
    case "leave":
      return <LeaveSheet {...shared} />;
    case "roster":
      return <RosterSheet {...shared} {...(open.roster ? { roster: open.roster } : {})} />;
    case "rehearse":
      return <RehearsalSheet week={week} specialty={open.specialty} at={open.at} onClose={shared.onClose} />;
  }
}

/** A shift that would fill the marked part of a hole. */
function shiftIn(week: Week, { roster, bar, part }: Picked): ShiftBegin {
  const zone = week.time_zone;
  const day = dayOf(part.from, zone);
  const today = dayOf(now.value, zone);
  const minutes = (at: number) => {
    const [hours = "0", rest = "0"] = wallOf(at, zone).slice(11).split(":");
    return Number(hours) * 60 + Number(rest);
  };
  return { roster, line: bar.line, weekdays: [weekdayOf(day)], starts_min: minutes(part.from), ends_min: minutes(part.to), from: day < today ? today : day };
}

/** The hour that was meant: the middle of what was marked, or now inside it. */
function middle({ part }: Picked): number {
  return now.value >= part.from && now.value < part.to ? now.value : (part.from + part.to) / 2;
}

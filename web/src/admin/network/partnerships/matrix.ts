import { dayOf, daysBetween, lastDay } from "../../../i18n/days";
import { SOON } from "../../staff/people/licenceView";
import type { Hospital, Partnership } from "../../types";

export type Standing = "active" | "coming" | "ended";

/** Where an agreement stands at a moment (ms). */
export function standing(agreement: Partnership, now: number): Standing {
  if (agreement.valid_to !== null && Date.parse(agreement.valid_to) <= now) return "ended";
  return Date.parse(agreement.valid_from) <= now ? "active" : "coming";
}

/** Days it has left, today counted, when it is in force and ends soon; else null. */
export function endsIn(agreement: Partnership, zone: string, now: number): number | null {
  if (agreement.valid_to === null || standing(agreement, now) !== "active") return null;
  const days = daysBetween(dayOf(now, zone), lastDay(agreement.valid_to, zone)) + 1;
  return days <= SOON ? days : null;
}

export interface Place {
  id: string;
  name: string;
}

export interface Matrix {
  /** Who asks, downwards. */
  rows: Place[];
  /** Who answers, across. */
  columns: Place[];
  /** Agreements of a pair, those in force first. */
  cell: (requester: string, provider: string) => readonly Partnership[];
}

interface MatrixOptions {
  /** Every hospital and centre, not only those with agreements. */
  all: boolean;
  /** Ended agreements too. */
  ended: boolean;
  now: number;
}

const ORDER: Readonly<Record<Standing, number>> = { active: 0, coming: 1, ended: 2 };

/** Agreements laid out from × to; hospitals keep the order they come in. */
export function matrixOf(
  hospitals: readonly Hospital[],
  agreements: readonly Partnership[],
  { all, ended, now }: MatrixOptions,
): Matrix {
  const shown = agreements.filter((each) => ended || standing(each, now) !== "ended");
  const cells = new Map<string, Partnership[]>();
  for (const each of shown) {
    const key = pairKey(each.requester_org, each.provider_org);
    cells.set(key, [...(cells.get(key) ?? []), each]);
  }
  for (const found of cells.values()) {
    found.sort(
      (one, other) =>
        ORDER[standing(one, now)] - ORDER[standing(other, now)] || one.valid_from.localeCompare(other.valid_from),
    );
  }
  const asking = new Set(shown.map((each) => each.requester_org));
  const answering = new Set(shown.map((each) => each.provider_org));
  const side = (used: ReadonlySet<string>) =>
    hospitals
      .filter((each) => used.has(each.id) || (all && each.kind !== "authority"))
      .map((each) => ({ id: each.id, name: each.name }));
  return {
    rows: side(asking),
    columns: side(answering),
    cell: (requester, provider) => cells.get(pairKey(requester, provider)) ?? [],
  };
}

const pairKey = (requester: string, provider: string) => `${requester} ${provider}`;

/** Pointing on the paper: at a lead, a second and a voltage, so that it lands right on every layout. */
import type { PicturePlace, Spot } from "../../../pointers";
import { pointAt, spotOf } from "../../trace/caliper";
import type { Levels } from "../../trace/figure";
import type { Sheet } from "../../trace/layout";

export interface Laid {
  /** Which recording it is. */
  whose: string;
  sheet: Sheet;
  leads: readonly string[];
  levels: Levels;
  mmPx: number;
}

export function placeAt({ whose, sheet, leads, levels, mmPx }: Laid, { x, y }: Spot): PicturePlace | null {
  if (sheet.segments.length === 0) return null;
  const { segment, t, mv } = pointAt(sheet, { x: x / mmPx, y: y / mmPx }, (lead) => levels[lead] ?? 0);
  const lead = leads[sheet.segments[segment]?.lead ?? -1];
  return lead === undefined ? null : { i: `${whose}/${lead}`, x: Number(t.toFixed(3)), y: Number(mv.toFixed(3)) };
}

/** null where this sheet does not show that lead at that time. */
export function spotOfMark({ whose, sheet, leads, levels, mmPx }: Laid, { i, x: t, y: mv }: PicturePlace): Spot | null {
  const segment = sheet.segments.findIndex((one) => `${whose}/${leads[one.lead]}` === i && t >= one.from && t <= one.to);
  const lead = sheet.segments[segment]?.lead;
  if (lead === undefined) return null;
  const spot = spotOf(sheet, { segment, t, mv }, levels[lead] ?? 0);
  return { x: spot.x * mmPx, y: spot.y * mmPx };
}

import { useResource } from "../api";
import type { Capability, Statement } from "../admin/network/capabilities/types";
import { has, t } from "../i18n";
import type { Chosen, Line } from "./forms/fields";

export interface Need {
  code: string;
  name: string;
}

export interface Needs {
  /** What can be asked for, each with what the hospital says of it. */
  options: readonly Chosen[];
  /** What it says of one, in words; empty where it said nothing. */
  said: (code: string) => string;
  /** A warning where it says it cannot. */
  remark: (line: Line) => string | null;
}

export const NO_NEEDS: Needs = { options: [], said: () => "", remark: () => null };

const itemName = (code: string) => (has(`capability.item.${code}`) ? t(`capability.item.${code}`) : code);

/** What a patient needs, in the reader's language; what was typed stands as it is. */
export function needName({ code, name }: Need): string {
  if (code === "") return name;
  const item = itemName(code);
  return [item, name].filter((each, no) => no === 0 || (each !== "" && each !== code && each !== item)).join(": ");
}

/** What a hospital has at hand, for the form that asks it; nothing while unknown or without an agreement. */
export function useNeeds(orgId: string | null): Needs {
  const items = useResource<{ items: Capability[] }>(orgId === null ? null : `/hospitals/${orgId}/capabilities`).data?.items;
  return items === undefined ? NO_NEEDS : needsOf(items);
}

export function needsOf(items: readonly Capability[]): Needs {
  const stated = new Map(items.flatMap(({ code, stated: one }): [string, Statement][] => (one === null ? [] : [[code, one]])));
  const said = (code: string) => {
    const one = stated.get(code);
    return one === undefined ? "" : [t(`capability.has.${one.has}`), one.note].filter(Boolean).join(": ");
  };
  return {
    options: items.map(({ code, stated: one }) => ({
      value: code,
      text: [itemName(code), t(one === null ? "referral.needs.unsaid" : `capability.has.${one.has}`)].join(" · "),
    })),
    said,
    remark: ({ code = "" }) => {
      const answer = stated.get(code)?.has;
      if (answer !== "no" && answer !== "limited") return null;
      return t(`referral.needs.${answer}`, { item: itemName(code), note: stated.get(code)?.note ?? "" }).trim();
    },
  };
}

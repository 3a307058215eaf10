import { TARGETS, type PolicyRow, type Target } from "./types";

export const SPANS = ["next_after_s", "answer_within_s", "ends_after_s", "again_after_s"] as const;
type Span = (typeof SPANS)[number];
export type Numbers = Record<Target | Span, string>;

/** "3:00" or "180"; null for what is neither. */
export function seconds(text: string): number | null {
  const found = /^\s*(?:(\d{1,3}):([0-5]\d)|(\d{1,5}))\s*$/.exec(text);
  if (found === null) return null;
  return found[3] === undefined ? Number(found[1]) * 60 + Number(found[2]) : Number(found[3]);
}

export const spanText = (s: number) => `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;

/** As typed; who is never called has an empty box. */
export function numbersOf(policy: Pick<PolicyRow, "after_s" | Span>): Numbers {
  const after = TARGETS.map((each) => [each, policy.after_s[each] === undefined ? "" : spanText(policy.after_s[each])]);
  return Object.fromEntries([...after, ...SPANS.map((each) => [each, spanText(policy[each])])]) as Numbers;
}

/** What is sent; null when a box holds no time. */
export function numbersBody(draft: Numbers): ({ after_s: Record<string, number> } & Record<Span, number>) | null {
  const after_s: Record<string, number> = {};
  for (const target of TARGETS) {
    if (draft[target].trim() === "") continue;
    const found = seconds(draft[target]);
    if (found === null) return null;
    after_s[target] = found;
  }
  const spans: Record<string, number> = {};
  for (const span of SPANS) {
    const found = seconds(draft[span]);
    if (found === null) return null;
    spans[span] = found;
  }
  return { after_s, ...(spans as Record<Span, number>) };
}

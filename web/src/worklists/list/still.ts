import type { GroupKey, Row } from "../board";

/** What a list that keeps still must know of a row. */
export interface Movable {
  request_id: string;
  urgency: string;
  allowed: string[];
}

/** A row kept in its place although the server's list no longer has it. */
export type Shown<R> = R & { gone?: boolean };
export type ShownRow = Shown<Row>;
export interface Listed<K, R> {
  key: K;
  items: R[];
}
export type ShownGroup = Listed<GroupKey, ShownRow>;

export interface Still<K, R> {
  groups: Listed<K, Shown<R>>[];
  /** Rows that wait to be let in. */
  waiting: number;
  /** Emergencies that entered at the top although the list is held. */
  entered: number;
}

/**
 * What to show of `fresh` while a hand is on the list: rows keep their places and only change their
 * words, new ones wait, and an emergency enters at once at the top of its group.
 */
export function keepStill<K extends string, R extends Movable>(shown: readonly Listed<K, Shown<R>>[], fresh: readonly Listed<K, R>[]): Still<K, R> {
  const known = new Set(shown.flatMap((group) => group.items.map((row) => keyIn(group.key, row))));
  const everywhere = new Map(fresh.flatMap((group) => group.items.map((row) => [row.request_id, row as Shown<R>] as const)));
  const seen = new Set(shown.flatMap((group) => group.items.map((row) => row.request_id)));
  let waiting = 0;
  let entered = 0;
  const arrivals = new Map<K, Shown<R>[]>();
  for (const group of fresh) {
    for (const row of group.items) {
      if (known.has(keyIn(group.key, row)) || seen.has(row.request_id)) continue;
      if (row.urgency === "emergency") {
        entered += 1;
        arrivals.set(group.key, [...(arrivals.get(group.key) ?? []), row]);
      } else {
        waiting += 1;
      }
    }
  }
  const order = fresh.map((group) => group.key);
  const keys = [...order, ...shown.map((group) => group.key).filter((key) => !order.includes(key))];
  const groups = keys.map((key) => {
    const stay = shown.find((group) => group.key === key)?.items ?? [];
    const own = new Map(fresh.find((group) => group.key === key)?.items.map((row) => [row.request_id, row as Shown<R>]));
    return {
      key,
      items: [
        ...(arrivals.get(key) ?? []),
        ...stay.map((row) => own.get(row.request_id) ?? everywhere.get(row.request_id) ?? gone(row)),
      ],
    };
  });
  return { groups, waiting, entered };
}

const keyIn = (group: string, row: Movable) => `${group}/${row.request_id}`;
const gone = <R extends Movable>(row: R): Shown<R> => ({ ...row, gone: true, allowed: [], unread: 0 });

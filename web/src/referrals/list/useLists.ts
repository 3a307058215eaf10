import { useMemo } from "preact/hooks";
import { useResource } from "../../api";
import { useNews } from "../../worklists";
import type { GroupKey, Lists, Row, Side } from "../types";

const PATHS: Readonly<Record<Side | "mine", string>> = { sent: "/referrals", received: "/referrals/desk", mine: "/referrals/mine" };
/** What becomes late without anybody doing anything. */
const NOW_AND_THEN = 60_000;

export interface ListedReferrals {
  groups: { key: GroupKey; items: (Row & { request_id: string })[] }[] | null;
  counts: Readonly<Record<string, number>>;
  error: unknown;
  loadedAt: number | null;
  reload: () => void;
}

/** One side's referrals, or those of both that wait for a step of this person; asked again whenever something of one's hospitals moves. */
export function useLists(side: Side | "mine"): ListedReferrals {
  const { data, error, loadedAt, reload } = useResource<Lists>(PATHS[side]);
  useNews(reload, NOW_AND_THEN);
  const groups = useMemo(
    () => data?.groups.map(({ key, items }) => ({ key, items: items.map((row) => ({ ...row, request_id: row.id })) })) ?? null,
    [data],
  );
  return { groups, counts: data?.counts ?? {}, error, loadedAt, reload };
}

import { useMemo } from "preact/hooks";
import { useResource, type Resource } from "../api";
import type { Row, Whole } from "./types";

/** As the server sends it: the line of the list beside the rest. */
type Sent = { row: Row } & Omit<Whole, Exclude<keyof Row, "patient" | "from_org" | "to_org">>;

/** One referral whole; nothing without an id. */
export function useReferral(id: string | null): Omit<Resource<Whole>, "set"> {
  const { data, error, loading, loadedAt, reload } = useResource<Sent>(id === null ? null : `/referrals/${id}`);
  const whole = useMemo(() => {
    if (data === undefined) return undefined;
    const { row, ...rest } = data;
    return { ...row, ...rest };
  }, [data]);
  return { data: whole, error, loading, loadedAt, reload };
}

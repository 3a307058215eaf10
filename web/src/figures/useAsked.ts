import { now, useResource } from "../api";
import { monthOf } from "../i18n";
import { useAddress } from "../admin/useAddress";
import { plus, MOST, withEnd } from "./months";
import type { Places, Side } from "./types";

export interface Asked {
  places: Places | undefined;
  error: unknown;
  retry: () => void;
  area: string;
  hospital: string;
  side: Side;
  from: string;
  to: string;
  running: string;
  /** The query every address of figures takes; null until the places are known. */
  query: string | null;
  change: (changes: Readonly<Record<string, string | null>>) => void;
  setEnd: (change: { from?: string; to?: string }) => void;
}

/** What is asked for stands in the address, so that it can be sent and Back returns to it. */
export function useAsked(): Asked {
  const { query, replace } = useAddress();
  const { data: places, error, reload } = useResource<Places>("/figures/places");
  const running = monthOf(now.value);
  const to = query.to ?? running;
  const from = query.from ?? plus(to, 1 - MOST);
  const side: Side = query.side === "requester" || query.side === "provider" ? query.side : (places?.side ?? "requester");
  const area = query.area ?? "";
  const hospital = query.hospital ?? "";
  const wanted = new URLSearchParams({ side, from, to });
  if (hospital || area) wanted.set("place", hospital || area);
  return {
    places,
    error,
    retry: reload,
    area,
    hospital,
    side,
    from,
    to,
    running,
    query: places === undefined ? null : wanted.toString(),
    change: replace,
    setEnd: (change) => replace(withEnd(from, to, change)),
  };
}

import { useEffect, useState } from "preact/hooks";
import { api } from "../../../api";

export interface Found {
  room_id: string;
  case_id: string;
  seq: number;
  at: string;
  author: { name: string } | null;
  patient_name: string;
  text: string;
}

const CALM = 250;

/** What was said with these words in one room, or without one in all of one's own; null before there are any. */
export function useFound(words: string, room: string | null): { found: readonly Found[] | null; failure: unknown } {
  const [found, setFound] = useState<readonly Found[] | null>(null);
  const [failure, setFailure] = useState<unknown>(undefined);
  const q = words.trim();
  useEffect(() => {
    if (q === "") {
      setFound(null);
      return undefined;
    }
    let old = false;
    const where = room === null ? "" : `&room=${room}`;
    const timer = setTimeout(() => {
      api
        .get<{ items: Found[] }>(`/rooms/search?q=${encodeURIComponent(q)}${where}`)
        .then(({ items }) => {
          if (old) return;
          setFailure(undefined);
          setFound(items);
        })
        .catch((error: unknown) => old || setFailure(error));
    }, CALM);
    return () => {
      old = true;
      clearTimeout(timer);
    };
  }, [q, room]);
  return { found, failure };
}

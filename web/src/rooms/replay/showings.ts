import { api } from "../../api";
import { readView } from "../sharing/view";
import type { Showing } from "./player";

interface Kept {
  id: string;
  at: string;
  by: string;
  v: Readonly<Record<string, unknown>>;
  pointers: { by: string; i: string; x: number; y: number }[];
}

/** Everything that was shown in the room, oldest first. */
export async function fetchShowings(room: string): Promise<Showing[]> {
  const found: Showing[] = [];
  let next: string | null = "";
  while (next !== null) {
    const after: string = next === "" ? "" : `&after=${next}`;
    const page: { items: Kept[]; next: string | null } = await api.get(`/rooms/${room}/views?limit=200${after}`);
    for (const { at, by, v, pointers } of page.items) {
      const view = readView(v);
      const moved = Date.parse(at);
      if (view !== null) found.push({ at: moved, by, view, pointers: pointers.map((each) => ({ ...each, moved })) });
    }
    next = page.next;
  }
  return found;
}

import { api } from "../../api";
import type { Msg } from "../link/frames";

export interface Page {
  items: Msg[];
  head: number;
  epoch: string;
}

const PAGE = 200;

export type Fetch = (room: string, after: number, limit: number) => Promise<Page>;

export const fetchPage: Fetch = (room, after, limit) =>
  api.get<Page>(`/rooms/${room}/messages?after=${after}&limit=${limit}`);

/** Everything after `after` up to the head, page by page. */
export async function fetchAfter(fetch: Fetch, room: string, after: number): Promise<Page> {
  let page = await fetch(room, after, PAGE);
  const items = [...page.items];
  let last = items.at(-1)?.seq ?? after;
  while (last < page.head && page.items.length > 0) {
    page = await fetch(room, last, PAGE);
    items.push(...page.items);
    last = items.at(-1)?.seq ?? last;
  }
  return { items, head: page.head, epoch: page.epoch };
}

import { useEffect, useRef, useState } from "preact/hooks";
import { api, ApiError, offlineSince } from "../../../api";
import { isTouched, whole, type Draft } from "./draft";

const EVERY = 2_000;

interface Saved {
  revision: number;
  updated_at: string;
}

export interface ServerDraft extends Saved {
  id: string;
  org_id: string;
  body: Partial<Draft>;
}

export interface Conflict {
  at: string;
  draft: Draft;
  revision: number;
}

const asDraft = (kept: ServerDraft): Draft => whole({ ...kept.body, id: kept.id });

/** My drafts on the server; none while it cannot be asked. */
export async function serverDrafts(): Promise<{ draft: Draft; revision: number }[]> {
  try {
    const { items } = await api.get<{ items: ServerDraft[] }>("/drafts");
    return items.map((each) => ({ draft: asDraft(each), revision: each.revision }));
  } catch {
    return [];
  }
}

export async function readServerDraft(id: string): Promise<ServerDraft | null> {
  try {
    return await api.get<ServerDraft>(`/drafts/${id}`);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

export const draftOf = asDraft;

export async function dropServerDraft(id: string): Promise<void> {
  try {
    await api.delete(`/drafts/${id}`);
  } catch {
    // It goes by itself with the case, or after a month.
  }
}

export interface ServerCopy {
  /** Sends the newest in at most two seconds; what cannot be sent stays on the device, and is tried with the next change. */
  soon: () => void;
  /** Nothing is sent while the case itself is; what was on its way has arrived before this resolves. */
  hold: (held: boolean) => Promise<void>;
  forget: () => Promise<void>;
  conflict: Conflict | null;
  /** Goes on from the other desk's revision; the draft it had. */
  take: () => Draft | null;
}

/** The newest draft on the server, too: at another desk it goes on from there. */
export function useServerCopy(newest: { current: Draft }, onSaved: (sent: Draft, at: string) => void): ServerCopy {
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const revision = useRef(newest.current.serverRevision);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const over = useRef(false);
  const stuck = useRef(false);
  const underWay = useRef(Promise.resolve());

  const send = async () => {
    timer.current = undefined;
    const sent = newest.current;
    if (over.current || stuck.current || !isTouched(sent) || sent.orgId === "") return;
    // Without a line it waits here; the device has it.
    if (offlineSince.peek() !== null) return soon();
    try {
      const saved = await api.put<Saved>(`/drafts/${sent.id}`, { org_id: sent.orgId, body: sent, revision: revision.current });
      revision.current = saved.revision;
      newest.current.serverRevision = saved.revision;
      onSaved(sent, saved.updated_at);
    } catch (error) {
      if (error instanceof ApiError && error.code === "draft.stale_version") await differ(sent.id);
    }
  };
  const differ = async (id: string) => {
    const other = await readServerDraft(id).catch(() => null);
    if (other === null) return;
    stuck.current = true;
    setConflict({ at: other.updated_at, draft: asDraft(other), revision: other.revision });
  };
  const soon = () => {
    timer.current ??= setTimeout(() => (underWay.current = send()), EVERY);
  };
  const hold = async (held: boolean) => {
    stuck.current = held;
    clearTimeout(timer.current);
    timer.current = undefined;
    await underWay.current;
  };
  useEffect(() => () => {
    if (timer.current === undefined) return;
    clearTimeout(timer.current);
    void send();
  }, []);
  const forget = async () => {
    over.current = true;
    clearTimeout(timer.current);
    await dropServerDraft(newest.current.id);
  };
  const take = () => {
    const other = conflict;
    if (other === null) return null;
    revision.current = other.revision;
    stuck.current = false;
    setConflict(null);
    return { ...other.draft, serverRevision: other.revision };
  };
  return { soon, hold, forget, conflict, take };
}

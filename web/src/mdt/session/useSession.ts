import { useEffect, useRef, useState } from "preact/hooks";
import { api, useResource, type Resource } from "../../api";
import { calmly } from "../../api/calm";
import { live } from "../../rooms";
import type { MdtView, SessionView } from "../types";

const SOON = 150;
const EACH = 700;

/** Looks again soon after any of these topics is told, a burst once. */
export function useNews(topics: readonly string[], reload: () => void): void {
  const named = topics.join(" ");
  useEffect(() => {
    const calm = calmly(reload, SOON, EACH);
    const stops = named.split(" ").map((topic) => live.onNote(topic, calm.ask));
    return () => {
      calm.stop();
      for (const stop of stops) stop();
    };
  }, [named, reload]);
}

export function useSession(id: string): Resource<SessionView> {
  const session = useResource<SessionView>(`/mdt/sessions/${id}`);
  useNews(["person:*", "reconnected"], session.reload);
  return session;
}

/** What was said and decided about one case; told by the case, which hears each key of the outcome. */
export function useMdt(requestId: string | null, caseId: string): Resource<MdtView> {
  const view = useResource<MdtView>(requestId === null ? null : `/requests/${requestId}/mdt`);
  useNews([`case:${caseId}`, "person:*", "reconnected"], view.reload);
  return view;
}

const EVERY_S = 30;

/** Says that this person is here, at once, after each reconnection and every half minute; and when they leave. */
export function usePresence(session: SessionView | undefined, onChange: () => void): void {
  const attends = session !== undefined && session.state === "open" && session.allowed.includes("presence");
  const id = session?.id ?? "";
  const runs = useRef(false);
  runs.current = session?.state === "open";
  useEffect(() => {
    if (!attends) return undefined;
    let every = EVERY_S;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;
    const say = () => {
      clearTimeout(timer);
      // A lost line is what the grace is for; the next word comes with the line.
      void api
        .post<{ every_s?: number }>(`/mdt/sessions/${id}/presence`, { here: true })
        .then(
          (answer) => {
            every = answer.every_s ?? EVERY_S;
            onChange();
          },
          () => undefined,
        )
        .finally(() => {
          if (!gone) timer = setTimeout(say, every * 1000);
        });
    };
    say();
    const stop = live.onNote("reconnected", say);
    return () => {
      gone = true;
      clearTimeout(timer);
      stop();
      // The end of the meeting has taken down when everybody left.
      if (runs.current) void api.post(`/mdt/sessions/${id}/presence`, { here: false }).catch(() => undefined);
    };
  }, [attends, id, onChange]);
}

/** The case on this screen: what the chair calls, until one looks at another oneself. */
export function useShown(session: SessionView | undefined, wanted: string | undefined): [string | null, (id: string) => void] {
  const [own, setOwn] = useState<string | null>(wanted ?? null);
  const current = session?.current_request_id ?? null;
  const before = useRef<string | null | undefined>(undefined);
  useEffect(() => {
    if (session === undefined || before.current === current) return;
    const arrived = before.current === undefined;
    before.current = current;
    // "Next case" moves everybody; an address that names a case leads there first.
    if (!arrived && current !== null) setOwn(current);
  }, [session, current]);
  return [shownOf(session, own), setOwn];
}

export function shownOf(session: SessionView | undefined, own: string | null): string | null {
  if (session === undefined) return null;
  const known = session.agenda.find((each) => each.request_id === own);
  const called = session.agenda.find((each) => each.request_id === session.current_request_id);
  return (known ?? called ?? session.agenda.find((each) => !each.done) ?? session.agenda[0])?.request_id ?? null;
}

import { useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { me, offlineSince, useResource, type Resource } from "../../../api";
import { lastOf, live, type RoomStore } from "../../../rooms";
import { openPatient, openPatients } from "../../../shell/openPatients";
import { onStored } from "../../../upload";
import { calmly } from "../../../api/calm";
import type { CaseDetail } from "../../detail";
import { currentRequest, ended, patientName } from "../../detail/facts";

const CALM = 400;
const EACH = 1_000;

/** The case, fresh whenever somebody moved it, and its room. */
export function useCase(id: string): { resource: Resource<CaseDetail>; room: RoomStore | null } {
  const found = useResource<CaseDetail>(`/cases/${id}`);
  const resource = useMemo(() => ({ ...found, data: found.data && withReferralsApart(found.data) }), [found.data, found.error, found.loading]);
  const { data, reload } = resource;
  const room = useMemo(() => (data ? live.room(data.room.id) : null), [data?.room.id]);

  useEffect(() => {
    if (!data || !room) return;
    room.open({
      member: data.room.member,
      head: data.room.head_seq,
      draft: data.room.draft,
      notify: data.room.members.find(({ person }) => person.id === me.peek()?.id)?.notify ?? "all",
      members: data.room.members.filter(({ until }) => until === null).map(({ person, part, got_seq, read_seq }) => ({ id: person.id, part, got_seq, read_seq })),
    });
    openPatient(tabOf(data));
  }, [data, room]);

  useReload(id, data, room, reload);
  useUnread(id, room);
  return { resource, room };
}

const isReferral = (request: { kind: string }) => request.kind.startsWith("referral");

function withReferralsApart(detail: CaseDetail): CaseDetail {
  const { requests } = detail;
  return { ...detail, requests: requests.filter((each) => !isReferral(each)), referrals: requests.filter(isReferral) };
}

function tabOf(detail: CaseDetail) {
  const request = currentRequest(detail);
  const open = request !== undefined && !ended(request);
  return {
    id: detail.id,
    urgency: (request ?? detail.referrals?.at(-1))?.urgency ?? ("routine" as const),
    name: patientName(detail),
    age: detail.patient.age,
    due: open && request.opinions.length === 0 ? request.due_at : null,
  };
}

/** Once for a burst of news, once a second while images keep arriving: each look is written down. */
function useReload(id: string, data: CaseDetail | undefined, room: RoomStore | null, reload: () => void): void {
  const member = data?.room.member ?? false;
  const seen = data?.room.head_seq ?? 0;
  useEffect(() => {
    const calm = calmly(reload, CALM, EACH);
    const soon = calm.ask;
    const stops = [live.onNews([`case:${id}`], soon), onStored((item) => item.caseId === id && soon())];
    // Only members hear the room; others are told by their hospital's topic.
    if (!member) stops.push(live.onNote("org:*", soon));
    return () => {
      calm.stop();
      for (const stop of stops) stop();
    };
  }, [id, member, reload]);

  // The room's own lines say when the case moved.
  const last = lastOf(room?.messages.value ?? [], (message) => message.kind === "system")?.seq ?? 0;
  useEffect(() => {
    if (data === undefined || last <= seen) return undefined;
    const timer = setTimeout(reload, CALM);
    return () => clearTimeout(timer);
  }, [last, seen, data, reload]);

  const offline = offlineSince.value !== null;
  useEffect(() => {
    if (!offline && data === undefined) reload();
  }, [offline]);
}

/** The tab of this patient counts on while another page is open. */
function useUnread(id: string, room: RoomStore | null): void {
  useSignalEffect(() => {
    const unread = room?.unread.value ?? 0;
    const known = openPatients.peek().find((each) => each.id === id);
    if (known && (known.unread ?? 0) !== unread) openPatient({ ...known, unread });
  });
}

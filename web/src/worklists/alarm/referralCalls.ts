import { effect, signal, type ReadonlySignal } from "@preact/signals";
import { api, hasRole, session } from "../../api";
import type { Lists, Row } from "../../referrals/types";
import { live } from "../../rooms";

const GATHER = 300;
const WITHOUT_SOCKET = 30_000;
/** Nobody of the receiving hospital has said anything yet. */
const UNHEARD: ReadonlySet<string> = new Set(["submitted", "unanswered"]);

const found = signal<readonly ReferralCall[]>([]);

/** An emergency referral that rings its desk, keyed as every call is. */
export type ReferralCall = Row & { request_id: string };
export const referralCalls: ReadonlySignal<readonly ReferralCall[]> = found;

/** Of the desk's lists the emergencies nobody has answered and this person may, oldest first. */
export function callingAt({ groups }: Lists): ReferralCall[] {
  return groups
    .flatMap((group) => group.items)
    .filter((row) => row.urgency === "emergency" && UNHEARD.has(row.state) && row.allowed.some((action) => action === "accept" || action === "check_capability"))
    .map((row) => ({ ...row, request_id: row.id }))
    .sort((one, other) => (one.submitted_at ?? "").localeCompare(other.submitted_at ?? ""));
}

/** Listens at a referral desk from login to logout, on whatever page; one per tab. */
export function startReferralCalls(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const refresh = async () => {
    const who = session.peek();
    if (!atDesk()) return;
    try {
      const lists = await api.get<Lists>("/referrals/desk");
      if (session.peek() === who) found.value = callingAt(lists);
    } catch {
      // What rang goes on ringing; the next nudge or poll asks again.
    }
  };
  const soon = () => {
    clearTimeout(timer);
    if (atDesk()) timer = setTimeout(() => void refresh(), GATHER);
  };
  const stops = [
    effect(() => {
      found.value = [];
      if (session.value !== null) soon();
    }),
    live.onNews(["person:*", "org:*"], soon),
    live.onAlarm(soon),
  ];
  const poll = setInterval(() => {
    if (live.state.peek() !== "open") soon();
  }, WITHOUT_SOCKET);
  return () => {
    for (const stop of stops) stop();
    clearTimeout(timer);
    clearInterval(poll);
    found.value = [];
  };
}

/** With a password somebody else has set, the server shows no list yet. */
const atDesk = () => hasRole(["referral_desk"]) && !session.peek()?.must_change_password;

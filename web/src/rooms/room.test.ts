import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PaperOutbox } from "./fakes";
import type { Msg, Outgoing } from "./link/frames";
import { RoomStore } from "./store/room";

let sent: Outgoing[];
let outbox: PaperOutbox;
let log: Msg[];
let line: boolean;
let room: RoomStore;

const text = (seq: number, from: string | null = "them", cmid: string | null = null): Msg => ({
  t: "msg",
  room: "r",
  seq,
  from,
  cmid,
  kind: "text",
  body: { text: `line ${seq}` },
  at: "2025-11-03T06:00:00.000Z",
});
const written = (pub: { body: object }) => ("text" in pub.body ? pub.body.text : undefined);
const pubs = () => sent.flatMap((frame) => (frame.t === "pub" ? [frame] : []));
const shown = () => room.messages.peek().map((message) => message.seq);
const settled = () => vi.advanceTimersByTimeAsync(0);

function make(): RoomStore {
  return new RoomStore({
    id: "r",
    me: "me",
    outbox,
    putDraft: () => Promise.resolve(),
    send: (frame) => line && sent.push(frame) > 0,
    fetch: (_, after, limit) =>
      Promise.resolve({
        items: log.filter((each) => each.seq > after).slice(0, limit),
        head: log.length,
        epoch: "e1",
      }),
  });
}

const welcome = (head = log.length, epoch = "e1") =>
  room.heard({ t: "joined", room: "r", epoch, head, members: [{ id: "me", part: "member", got_seq: 0, read_seq: 0 }], online: [], presenter: null, state: [] });

async function opened(): Promise<void> {
  room.open({ member: true, head: log.length, draft: null, members: [] });
  await settled();
  welcome();
}

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  outbox = new PaperOutbox();
  log = [text(1, null), text(2)];
  line = true;
  room = make();
});
afterEach(() => vi.useRealTimers());

describe("the log", () => {
  it("loads by HTTP, joins after the last number, and takes what follows", async () => {
    await opened();
    expect(sent).toContainEqual({ t: "join", id: "r", room: "r", after: 2, epoch: "e1" });
    room.heard(text(3));
    room.heard(text(3));
    expect(shown()).toEqual([1, 2, 3]);
  });

  it("fetches what is missing when a number is skipped", async () => {
    await opened();
    log = [...log, text(3), text(4), text(5)];
    room.heard(text(5));
    expect(shown()).toEqual([1, 2]);
    await settled();
    expect(shown()).toEqual([1, 2, 3, 4, 5]);
  });

  it("finds the first line of a day, back beyond what was loaded", async () => {
    const day = (seq: number) => ({ ...text(seq), at: `2025-11-${String(Math.ceil(seq / 100)).padStart(2, "0")}T06:00:00.000Z` });
    log = Array.from({ length: 500 }, (_, index) => day(index + 1));
    await opened();
    expect(shown()[0]).toBe(301);
    expect(await room.reachTime(Date.parse("2025-11-02T00:00:00Z"))).toBe(101);
    expect(await room.reachTime(Date.parse("2025-11-06T00:00:00Z"))).toBeNull();
  });

  it("says how many came back after a lost line", async () => {
    await opened();
    room.lineLost();
    room.lineOpened();
    expect(sent.at(-1)).toMatchObject({ t: "join", after: 2 });
    welcome(4);
    room.heard(text(3));
    expect(room.restored.peek()).toBe(0);
    room.heard(text(4));
    expect(room.restored.peek()).toBe(2);
  });

  it("loads afresh when the server will not replay", async () => {
    await opened();
    log = [...log, text(3)];
    room.heard({ t: "resync", room: "r", head: 3, epoch: "e1", reason: "behind" });
    await settled();
    expect(shown()).toEqual([1, 2, 3]);
  });

  it("counts as unread what was not on screen", async () => {
    await opened();
    room.heard(text(3));
    expect(room.unread.peek()).toBe(3);
    room.markRead();
    expect(sent.at(-1)).toEqual({ t: "read", room: "r", seq: 3 });
    expect(room.unread.peek()).toBe(0);
    room.markRead();
    expect(sent.filter((frame) => frame.t === "read")).toHaveLength(1);
  });

  it("shows a guest the history without joining", async () => {
    room.open({ member: false, head: 2, draft: null, members: [] });
    await settled();
    expect(shown()).toEqual([1, 2]);
    expect(sent).toEqual([]);
  });
});

describe("the outbox", () => {
  it("keeps a message on the device before it goes and until it is acknowledged", async () => {
    await opened();
    await room.post("one");
    const [pub] = pubs();
    expect(pub).toMatchObject({ t: "pub", room: "r", kind: "text", body: { text: "one" } });
    expect(outbox.kept.map((each) => each.text)).toEqual(["one"]);
    room.heard({ t: "ack", room: "r", cmid: pub?.cmid ?? "", seq: 3, at: "", dup: false });
    expect(outbox.kept).toEqual([]);
    expect(room.pending.peek().map((each) => each.state)).toEqual(["sent"]);
    room.heard(text(3, "me", pub?.cmid));
    expect(room.pending.peek()).toEqual([]);
  });

  it("sends again in order after the line was lost, under the same ids", async () => {
    await opened();
    await room.post("one");
    await room.post("two");
    const before = pubs().map((pub) => pub.cmid);
    line = false;
    room.lineLost();
    await room.post("three");
    expect(room.pending.peek().map((each) => each.state)).toEqual(["waiting", "waiting", "waiting"]);
    line = true;
    sent = [];
    room.lineOpened();
    expect(pubs()).toEqual([]);
    welcome(2);
    expect(pubs().map((pub) => written(pub))).toEqual(["one", "two", "three"]);
    expect(pubs().map((pub) => pub.cmid).slice(0, 2)).toEqual(before);
  });

  it("takes a repeated ack and the line of a repeat as one message", async () => {
    await opened();
    await room.post("one");
    const cmid = pubs()[0]?.cmid ?? "";
    room.heard(text(3, "me", cmid));
    room.heard({ t: "ack", room: "r", cmid, seq: 3, at: "", dup: true });
    expect(shown()).toEqual([1, 2, 3]);
    expect(room.pending.peek()).toEqual([]);
    expect(outbox.kept).toEqual([]);
  });

  it("finds what an earlier page left behind, before anything new", async () => {
    await outbox.add({ person: "me", room: "r", cmid: "old", text: "old", at: "" });
    await opened();
    await room.post("new");
    expect(pubs().map((pub) => written(pub))).toEqual(["old", "new"]);
  });

  it("goes again by itself after a passing refusal, first things first", async () => {
    await opened();
    await room.post("one");
    await room.post("two");
    const [one, two] = pubs();
    sent = [];
    room.heard({ t: "nack", room: "r", cmid: one?.cmid ?? "", code: "room.too_fast", retry: true });
    room.heard({ t: "nack", room: "r", cmid: two?.cmid ?? "", code: "room.earlier_refused", retry: true });
    await vi.advanceTimersByTimeAsync(1000);
    expect(pubs().map((pub) => written(pub))).toEqual(["one", "two"]);
  });

  it("holds back what follows a message the server will not take, until it is dropped", async () => {
    await opened();
    await room.post("bad");
    const bad = pubs()[0]?.cmid ?? "";
    room.heard({ t: "nack", room: "r", cmid: bad, code: "room.bad_text", retry: false });
    await room.post("good");
    await vi.advanceTimersByTimeAsync(20_000);
    expect(room.pending.peek().map((each) => each.state)).toEqual(["failed", "waiting"]);
    expect(pubs()).toHaveLength(1);
    room.discard(bad);
    expect(sent.slice(-2)).toMatchObject([{ t: "drop", cmid: bad }, { t: "pub", body: { text: "good" } }]);
    expect(outbox.kept.map((each) => each.text)).toEqual(["good"]);
  });

  it("waits for the join before it sends", async () => {
    room.open({ member: true, head: 2, draft: null, members: [] });
    await settled();
    await room.post("early");
    expect(pubs()).toEqual([]);
    welcome();
    expect(pubs()).toHaveLength(1);
  });
});

describe("what came", () => {
  const told = () => sent.flatMap((frame) => (frame.t === "got" || frame.t === "read" ? [[frame.t, frame.seq]] : []));

  it("is said to have arrived a second later, all at once, and never twice", async () => {
    await opened();
    log.push(text(3), text(4));
    room.heard(text(3));
    room.heard(text(4));
    await vi.advanceTimersByTimeAsync(3000);
    expect(told()).toEqual([["got", 4]]);
  });

  it("is said to be read instead, where somebody looks", async () => {
    await opened();
    room.markRead();
    await vi.advanceTimersByTimeAsync(3000);
    expect(told()).toEqual([["read", 2]]);
  });

  it("is not lost with the line", async () => {
    await opened();
    line = false;
    room.lineLost();
    await vi.advanceTimersByTimeAsync(3000);
    line = true;
    welcome();
    await vi.advanceTimersByTimeAsync(3000);
    expect(told()).toEqual([["got", 2]]);
  });

  it("is told again where the server went before it had written it", async () => {
    await opened();
    await vi.advanceTimersByTimeAsync(3000);
    room.heard(text(3));
    room.markRead();
    room.lineLost();
    welcome(); // which knows of neither
    await vi.advanceTimersByTimeAsync(3000);
    expect(told()).toEqual([["got", 2], ["read", 3], ["read", 3]]);
  });

  it("of others is known by how far each has it", async () => {
    await opened();
    room.open({ member: true, head: 2, draft: null, members: [{ id: "them", part: "expert", got_seq: 1, read_seq: 0 }] });
    room.heard({ t: "got", room: "r", who: "them", seq: 2 });
    room.heard({ t: "read", room: "r", who: "them", seq: 1 });
    expect(room.members.peek()).toEqual([{ id: "them", part: "expert", got_seq: 2, read_seq: 1 }]);
  });
});

import { effect, signal, type ReadonlySignal } from "@preact/signals";
import { loadSession, me, serverNow, session, sessionEnd, socketIs } from "../api";
import { Bus } from "./link/bus";
import type { Alarm, Incoming, RoomFrame } from "./link/frames";
import { Socket, type SocketState } from "./socket";
import { forgetSynced } from "./store/begun";
import { RoomStore } from "./store/room";
import { tick } from "./tick";

const state = signal<SocketState>("offline");
const lostAt = signal<number | null>(null);
const rtt = signal<number | null>(null);
const notes = new Bus<number>();
const alarms = new Bus<Alarm>();
const rooms = new Map<string, RoomStore>();
const ROOM_FRAMES = new Set(["msg", "joined", "ack", "nack", "resync", "pres", "typing", "got", "read", "loading", "presenter", "state", "ptr", "err"]);

const socket = new Socket({
  url: () => `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/ws`,
  onState: changed,
  onFrame: heard,
  onEnd: ended,
  onRoundTrip: (ms) => {
    rtt.value = ms;
  },
});

function changed(next: SocketState): void {
  const before = state.peek();
  state.value = next;
  socketIs(next === "open" ? "open" : session.peek() && next === "offline" ? "lost" : next === "connecting" ? "connecting" : "idle");
  if (next === "open") {
    lostAt.value = null;
    for (const room of rooms.values()) room.lineOpened();
    // What was told while nobody listened is unknown: every list looks again.
    notes.emit("reconnected", 0);
  } else if (before === "open") {
    lostAt.value = serverNow();
    for (const room of rooms.values()) room.lineLost();
  }
}

function heard(frame: Incoming): void {
  if (frame.t === "note") notes.emit(frame.topic, frame.rev);
  else if (frame.t === "alarm") alarms.emit("alarm", frame);
  else if (ROOM_FRAMES.has(frame.t)) {
    const known = frame as RoomFrame;
    rooms.get(known.room)?.heard(known);
  }
}

function ended(code: number): void {
  // 4501: the server knows nobody by this cookie any more; asking says so to the whole page.
  if (code === 4501) loadSession().catch(() => undefined);
  // 4503: rights changed; what may still be seen is asked for afresh.
  if (code === 4503) setTimeout(() => socket.start(), 2000);
}

/** The one line of this tab: rooms, notes for lists, alarms. */
export const live = {
  /** connecting, open, offline. */
  state: state as ReadonlySignal<SocketState>,
  /** Since when (server time, ms) an open line is gone; null while it is open or was not open yet. */
  lostAt: lostAt as ReadonlySignal<number | null>,
  /** Round trip of the last greeting, ms. */
  rtt: rtt as ReadonlySignal<number | null>,
  /**
   * Calls `listener` with the topic's revision: `person:<id>`, `org:<id>`, `case:<id>`, with "*" at
   * the end for any; and `reconnected` after each (re)connection. Returns how to stop.
   */
  onNote: (topic: string, listener: (rev: number) => void) => notes.on(topic, listener),
  /** As onNote for several topics, and after each (re)connection: nothing told before it was heard. */
  onNews(topics: readonly string[], listener: () => void): () => void {
    const stops = [...topics, "reconnected"].map((topic) => notes.on(topic, listener));
    return () => stops.forEach((stop) => stop());
  },
  onAlarm: (listener: (alarm: Alarm) => void) => alarms.on("alarm", listener),
  /** The room as this tab knows it; the same one until somebody else logs in. */
  room(id: string): RoomStore {
    const known = rooms.get(id);
    if (known !== undefined) return known;
    const room = new RoomStore({
      id,
      me: me.peek()?.id ?? "",
      send: (frame) => socket.send(frame),
      onMessage: (message) => {
        // What is said to me comes as an alarm of its own.
        if (message.kind !== "system" && document.hidden && room.notify.peek() === "all") tick();
      },
    });
    rooms.set(id, room);
    return room;
  },
};

/** Keeps the line open exactly while somebody is logged in. */
export function startLive(): () => void {
  let owner: string | null = null;
  const hurry = () => {
    if (!document.hidden) socket.hurry();
  };
  const cut = () => socket.cut();
  window.addEventListener("online", hurry);
  window.addEventListener("offline", cut);
  document.addEventListener("visibilitychange", hurry);
  const stop = effect(() => {
    const who = session.value;
    // With a password somebody else has set, the server opens no line yet.
    const person = who && !who.must_change_password ? who.person.id : null;
    if (person === owner) return;
    if (owner !== null) {
      socket.stop();
      for (const room of rooms.values()) room.lineLost();
      rooms.clear();
      if (sessionEnd.peek() !== "expired") void forgetSynced(owner);
    }
    owner = person;
    if (person !== null) socket.start();
  });
  return () => {
    stop();
    socket.stop();
    window.removeEventListener("online", hurry);
    window.removeEventListener("offline", cut);
    document.removeEventListener("visibilitychange", hurry);
  };
}

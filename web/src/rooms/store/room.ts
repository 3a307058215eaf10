import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { api } from "../../api";
import type { Joined, Member, Msg, Outgoing, RoomFrame } from "../link/frames";
import { Draft } from "./draft";
import { fetchAfter, fetchPage, type Fetch } from "./history";
import { Log } from "./log";
import { outboxOf, type Outbox } from "./outbox";
import { People } from "./people";
import { Sending, type Pending } from "./sending";
import { Typing } from "./typing";

/** How much of a long room is shown at first. */
const FIRST_PAGE = 200;
const TRY_AGAIN = 3000;

export interface RoomOptions {
  id: string;
  me: string;
  send: (frame: Outgoing) => boolean;
  fetch?: Fetch;
  outbox?: Outbox;
  /** Keeps the begun message on the server. */
  putDraft?: (text: string) => Promise<unknown>;
  /** A new message of somebody else. */
  onMessage?: (message: Msg) => void;
}

export interface Opening {
  /** Only members hear the room live and may write. */
  member: boolean;
  /** Number of the newest message as far as the caller knows. */
  head: number;
  draft: string | null;
  members: readonly Member[];
}

/** One room as this tab knows it. */
export class RoomStore {
  readonly id: string;
  readonly #me: string;
  readonly #send: (frame: Outgoing) => boolean;
  readonly #fetch: Fetch;
  readonly #onMessage: (message: Msg) => void;
  readonly #log = new Log();
  readonly #sending: Sending;
  readonly #typing: Typing;
  readonly #draft: Draft;
  readonly #member = signal(false);
  readonly #joined = signal(false);
  readonly #history = signal<"loading" | "ready" | "failed">("loading");
  readonly #failure = signal<unknown>(undefined);
  readonly #people: People;
  readonly #head = signal(0);
  #epoch: string | undefined;
  #started = false;
  #joinedBefore = false;
  #restoring: { upTo: number; count: number } | null = null;
  #filling = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  /** Messages that came back after a lost line, until somebody clears it. */
  readonly restored: Signal<number> = signal(0);
  readonly unread: ReadonlySignal<number> = computed(() =>
    this.#member.value ? Math.max(0, this.#head.value - this.#people.mine.value) : 0,
  );

  constructor(options: RoomOptions) {
    this.id = options.id;
    this.#me = options.me;
    this.#send = options.send;
    this.#fetch = options.fetch ?? fetchPage;
    this.#onMessage = options.onMessage ?? (() => undefined);
    const outbox = options.outbox ?? outboxOf(options.me, options.id);
    this.#sending = new Sending({ person: options.me, room: options.id, outbox, send: options.send });
    this.#people = new People(options.me);
    this.#typing = new Typing((on) => void this.#send({ t: "typing", room: this.id, on }));
    const putDraft = options.putDraft ?? ((text) => api.put(`/rooms/${options.id}/draft`, { text }));
    this.#draft = new Draft({
      person: options.me,
      room: options.id,
      put: (text) => (this.#member.peek() ? putDraft(text) : Promise.resolve()),
    });
  }

  get messages(): ReadonlySignal<readonly Msg[]> {
    return this.#log.messages;
  }
  get pending(): ReadonlySignal<readonly Pending[]> {
    return this.#sending.pending;
  }
  get members(): ReadonlySignal<readonly Member[]> {
    return this.#people.members;
  }
  get online(): ReadonlySignal<ReadonlySet<string>> {
    return this.#people.online;
  }
  get typing(): ReadonlySignal<readonly string[]> {
    return this.#typing.who;
  }
  get draft(): Draft {
    return this.#draft;
  }
  get member(): ReadonlySignal<boolean> {
    return this.#member;
  }
  /** The line carries this room now. */
  get joined(): ReadonlySignal<boolean> {
    return this.#joined;
  }
  get history(): ReadonlySignal<"loading" | "ready" | "failed"> {
    return this.#history;
  }
  get failure(): ReadonlySignal<unknown> {
    return this.#failure;
  }
  /** Older messages exist that are not loaded. */
  get hasEarlier(): boolean {
    return this.#log.first > 1;
  }

  /** Called by whoever shows the room, again with each fresh answer about the case. */
  open(opening: Opening): void {
    const joins = opening.member && !this.#member.peek();
    this.#member.value = opening.member;
    this.#head.value = Math.max(this.#head.peek(), opening.head);
    this.#people.learn(opening.members);
    if (!this.#started) {
      this.#started = true;
      void this.#draft.restore(opening.draft);
      void this.#sending.restore();
      void this.#load();
    } else if (joins) {
      this.#join();
    } else if (!opening.member && opening.head > this.#log.pos) {
      void this.#fill();
    }
  }

  /** The line to the server is open: ask for what was missed. */
  lineOpened(): void {
    this.#join();
  }

  lineLost(): void {
    this.#joined.value = false;
    this.#typing.clear();
    this.#sending.closed();
    this.#people.present([]);
  }

  heard(frame: RoomFrame): void {
    if (frame.t === "msg") this.#message(frame);
    else if (frame.t === "joined") this.#welcomed(frame);
    else if (frame.t === "ack") this.#sending.acked(frame.cmid);
    else if (frame.t === "nack") this.#sending.nacked(frame.cmid, frame.code, frame.retry);
    else if (frame.t === "resync") void this.#resync(frame.epoch);
    else if (frame.t === "read") this.#people.read(frame.who, frame.seq);
    else if (frame.t === "pres") this.#moved(frame.join, frame.leave);
    else if (frame.t === "err") this.#turnedAway(frame.code);
    else if (frame.who !== this.#me) this.#typing.heard(frame.who, frame.on);
  }

  async post(text: string): Promise<void> {
    if (text.trim() === "") return;
    this.#typing.done();
    this.#draft.write("");
    await this.#sending.post(text);
  }

  again(cmid: string): void {
    this.#sending.again(cmid);
  }

  discard(cmid: string): void {
    this.#sending.discard(cmid);
  }

  write(text: string): void {
    this.#draft.write(text);
    if (this.#joined.peek() && text !== "") this.#typing.wrote();
  }

  /** Everything shown has been seen; call only when it is on screen. */
  markRead(): void {
    const seq = this.#log.pos;
    if (!this.#joined.peek() || seq <= this.#people.mine.peek()) return;
    if (this.#send({ t: "read", room: this.id, seq })) this.#people.read(this.#me, seq);
  }

  async earlier(): Promise<void> {
    const first = this.#log.first;
    const after = Math.max(0, first - 1 - FIRST_PAGE);
    const page = await this.#fetch(this.id, after, Math.min(FIRST_PAGE, first - 1));
    this.#log.prepend(page.items);
  }

  retry(): void {
    void this.#load();
  }

  async #load(): Promise<void> {
    this.#history.value = "loading";
    try {
      const after = Math.max(0, this.#head.peek() - FIRST_PAGE);
      const page = await fetchAfter(this.#fetch, this.id, after);
      this.#epoch = page.epoch;
      this.#log.reset(after);
      this.#take(page.items);
      this.#history.value = "ready";
      this.#join();
    } catch (error) {
      this.#failure.value = error;
      this.#history.value = "failed";
      this.#later(() => void this.#load());
    }
  }

  #take(items: readonly Msg[]): void {
    for (const item of items) if (item.cmid !== null && item.from === this.#me) this.#sending.logged(item.cmid);
    this.#log.fill(items);
    this.#head.value = Math.max(this.#head.peek(), this.#log.pos);
  }

  #join(): void {
    if (!this.#member.peek() || this.#history.peek() !== "ready") return;
    const epoch = this.#epoch === undefined ? {} : { epoch: this.#epoch };
    this.#send({ t: "join", id: this.id, room: this.id, after: this.#log.pos, ...epoch });
  }

  #welcomed(frame: Joined): void {
    if (this.#epoch !== undefined && frame.epoch !== this.#epoch) {
      void this.#resync(frame.epoch);
      return;
    }
    this.#epoch = frame.epoch;
    this.#joined.value = true;
    this.#people.learn(frame.members);
    this.#people.present(frame.online);
    if (this.#joinedBefore && frame.head > this.#log.pos) this.#restoring = { upTo: frame.head, count: 0 };
    this.#joinedBefore = true;
    this.#sending.opened();
  }

  #turnedAway(code: string): void {
    if (code === "room.joining") return;
    this.lineLost();
    // The next answer about the case says whether this person still belongs here.
    if (code.startsWith("policy.") || code.endsWith(".not_found")) this.#member.value = false;
    else this.#later(() => this.#join());
  }

  #message(message: Msg): void {
    if (message.cmid !== null && message.from === this.#me) this.#sending.logged(message.cmid);
    const before = this.#log.pos;
    const how = this.#log.add(message);
    if (how === "gap") void this.#fill();
    if (how !== "added") return;
    this.#head.value = Math.max(this.#head.peek(), this.#log.pos);
    if (message.from !== null) this.#typing.heard(message.from, false);
    this.#count(before);
    if (message.from !== this.#me) this.#onMessage(message);
  }

  #count(before: number): void {
    if (this.#restoring === null) return;
    this.#restoring.count += this.#log.pos - before;
    if (this.#log.pos < this.#restoring.upTo) return;
    this.restored.value = this.#restoring.count;
    this.#restoring = null;
  }

  /** Fetches what lies between the log and the head. */
  async #fill(): Promise<void> {
    if (this.#filling) return;
    this.#filling = true;
    const before = this.#log.pos;
    try {
      const page = await fetchAfter(this.#fetch, this.id, before);
      if (page.epoch !== this.#epoch) this.#log.reset(Math.max(0, page.head - FIRST_PAGE));
      this.#epoch = page.epoch;
      this.#take(page.items);
      this.#count(before);
    } catch {
      this.#later(() => void this.#fill());
    } finally {
      this.#filling = false;
    }
  }

  /** The server will not replay: too far behind, or the log was restored from a backup. */
  async #resync(epoch: string): Promise<void> {
    if (epoch !== this.#epoch) {
      this.#epoch = epoch;
      await this.#load();
    } else {
      await this.#fill();
      if (!this.#joined.peek()) this.#join();
    }
  }

  #later(deed: () => void): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(deed, TRY_AGAIN);
  }

  #moved(join: readonly string[], leave: readonly string[]): void {
    this.#people.moved(join, leave);
    for (const who of leave) this.#typing.heard(who, false);
  }
}

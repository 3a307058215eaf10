import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { api } from "../../api";
import type { Joined, Member, Msg, Outgoing, RoomFrame } from "../link/frames";
import type { Anchor, Mention, Saying } from "../link/said";
import { Draft } from "./draft";
import { Follow } from "./follow";
import { Got } from "./got";
import { fetchPage, type Fetch } from "./history";
import { outboxOf, type Outbox } from "./outbox";
import { People } from "./people";
import { Sending, type Pending } from "./sending";
import { foldThread, type Thread } from "./thread";
import { Typing } from "./typing";
import { Viewing } from "../sharing/viewing";

const JOIN_AGAIN = 3000;
/** Said of a view, not of the room. */
const OF_VIEWS = new Set(["room.not_presenting", "room.too_fast", "room.bad_state"]);

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
  notify?: NotifyLevel;
}

/** How the next message goes. */
export type Way = "plain" | "urgent" | "card" | "voice" | "question";

export interface Voice {
  file: File;
  seconds: number;
}

/** A file on its way into the room, with what is said with it. */
export interface Enclosed {
  id: string;
  name: string;
  text: string;
  /** Why it will not go. */
  failed: string | null;
}

/** What of a room makes a sound; urgent messages always do. */
export type NotifyLevel = "all" | "mentions" | "nothing";

const SEALS = new Set<unknown>(["request.sign", "request.correct"]);

function lastSealed(messages: readonly Msg[]): number {
  return messages.reduce((upTo, { seq, kind, body }) => (kind === "system" && SEALS.has(body.code) ? seq : upTo), 0);
}

/** One room as this tab knows it. */
export class RoomStore {
  readonly id: string;
  readonly #options: RoomOptions;
  readonly #follow: Follow;
  readonly #sending: Sending;
  readonly #people: People;
  readonly #got: Got;
  readonly #typing: Typing;
  readonly #member = signal(false);
  readonly #joined = signal(false);
  #started = false;
  #joinedBefore = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  readonly draft: Draft;
  /** What is shown to one another. */
  readonly viewing: Viewing;
  readonly notify: Signal<NotifyLevel> = signal("all");
  /** The log as people read it: what was said, each with what became of it. */
  readonly thread: ReadonlySignal<Thread> = computed(() => foldThread(this.messages.value));
  /** Signing sealed what was said up to here: nothing below is changed or withdrawn. */
  readonly sealedUpTo: ReadonlySignal<number> = computed(() => lastSealed(this.messages.value));
  /** The message the next one answers. */
  readonly replyTo: Signal<number | null> = signal(null);
  /** Where the next message points. */
  readonly anchor: Signal<Anchor | null> = signal(null);
  /** How it goes, and what was spoken for it: both outlast a look at another segment or patient. */
  readonly way: Signal<Way> = signal("plain");
  readonly voice: Signal<Voice | null> = signal(null);
  /** Files that are still being sent. */
  readonly enclosed: Signal<readonly Enclosed[]> = signal([]);
  /** What others wrote and I have not seen; 0 for a guest. */
  readonly unread: ReadonlySignal<number> = computed(() => {
    if (!this.#member.value) return 0;
    const seen = this.#people.mine.value;
    return this.thread.value.shown.filter(({ kind, from, seq }) => kind !== "system" && from !== this.#options.me && seq > seen).length;
  });

  constructor(options: RoomOptions) {
    const { id, me, send } = options;
    const putDraft = options.putDraft ?? ((text) => api.put(`/rooms/${id}/draft`, { text }));
    this.id = id;
    this.#options = options;
    this.#follow = new Follow({
      room: id,
      fetch: options.fetch ?? fetchPage,
      onLine: ({ cmid, from }) => {
        if (cmid !== null && from === me) this.#sending.logged(cmid);
      },
      onReady: () => this.#join(),
    });
    this.#sending = new Sending({ person: me, room: id, outbox: options.outbox ?? outboxOf(me, id), send });
    this.#people = new People(me);
    this.#got = new Got({
      has: () => this.#follow.pos,
      read: () => this.#people.mine.peek(),
      tell: (seq) => this.#joined.peek() && send({ t: "got", room: id, seq }),
    });
    this.#typing = new Typing((on) => void send({ t: "typing", room: id, on }));
    this.viewing = new Viewing({ room: id, me, send });
    this.draft = new Draft({
      person: me,
      room: id,
      put: (text) => (this.#member.peek() ? putDraft(text) : Promise.resolve()),
    });
  }

  get messages(): ReadonlySignal<readonly Msg[]> {
    return this.#follow.messages;
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
  get member(): ReadonlySignal<boolean> {
    return this.#member;
  }
  /** The line carries this room now. */
  get joined(): ReadonlySignal<boolean> {
    return this.#joined;
  }
  get history(): ReadonlySignal<"loading" | "ready" | "failed"> {
    return this.#follow.state;
  }
  get failure(): ReadonlySignal<unknown> {
    return this.#follow.failure;
  }
  /** Messages that came back after a lost line; whoever shows it sets it to 0. */
  get restored(): Signal<number> {
    return this.#follow.restored;
  }
  /** Older messages exist that are not loaded. */
  get hasEarlier(): boolean {
    return this.#follow.hasEarlier;
  }

  /** Called by whoever shows the room, again with each fresh answer about the case. */
  open(opening: Opening): void {
    const joins = opening.member && !this.#member.peek();
    this.#member.value = opening.member;
    this.#follow.head.value = Math.max(this.#follow.head.peek(), opening.head);
    this.#people.learn(opening.members);
    if (opening.notify !== undefined) this.notify.value = opening.notify;
    if (!this.#started) {
      this.#started = true;
      void this.draft.restore(opening.draft);
      void this.#sending.restore();
      void this.#follow.load();
    } else if (joins) {
      this.#join();
    } else if (!opening.member && opening.head > this.#follow.pos) {
      void this.#follow.fill();
    }
  }

  /** The line to the server is open: ask for what was missed. */
  lineOpened(): void {
    this.#join();
  }

  lineLost(): void {
    this.#joined.value = false;
    this.#typing.clear();
    this.viewing.lineLost();
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
    else if (frame.t === "got") this.#people.got(frame.who, frame.seq);
    else if (frame.t === "pres") this.#moved(frame.join, frame.leave);
    else if (frame.t === "loading") this.viewing.heardLoading(frame.who, frame.percent);
    else if (frame.t === "presenter") this.viewing.heardPresenter(frame.who);
    else if (frame.t === "state") this.viewing.heardState(frame);
    else if (frame.t === "ptr") this.viewing.heardPtr(frame);
    else if (frame.t === "err" && OF_VIEWS.has(frame.code)) this.#viewRefused(frame.code);
    else if (frame.t === "err") this.#turnedAway(frame.code, frame.status !== undefined);
    else if (frame.who !== this.#options.me) this.#typing.heard(frame.who, frame.on);
  }

  /** What was written, with what it answers and points at. */
  async post(text: string, more: { urgent?: boolean; mentions?: Mention[] } = {}): Promise<void> {
    if (text.trim() === "") return;
    this.#typing.done();
    this.draft.write("");
    await this.say({
      kind: "text",
      body: { text, ...(more.urgent ? { urgent: true } : {}), ...(more.mentions?.length ? { mentions: more.mentions } : {}) },
      ...this.about(),
    });
  }

  /** What the message being sent answers and points at; the next one begins without. */
  about(): { target?: number; anchor?: Anchor } {
    const target = this.replyTo.peek();
    const anchor = this.anchor.peek();
    this.replyTo.value = null;
    this.anchor.value = null;
    return { ...(target === null ? {} : { target }), ...(anchor === null ? {} : { anchor }) };
  }

  /** A request card: who is asked (empty: anybody of the asking hospital), by when. */
  async ask(text: string, owner: string, dueAt: string | undefined): Promise<void> {
    const anchor = this.anchor.peek();
    this.#typing.done();
    this.draft.write("");
    this.anchor.value = null;
    await this.say({
      kind: "card",
      body: { text, ...(owner === "" ? {} : { owner }), ...(dueAt === undefined ? {} : { due_at: dueAt }) },
      ...(anchor === null ? {} : { anchor }),
    });
  }

  async say(saying: Saying): Promise<void> {
    await this.#sending.post(saying);
  }

  async hear(level: NotifyLevel): Promise<void> {
    await api.put(`/rooms/${this.id}/notify`, { notify: level });
    this.notify.value = level;
  }

  again(cmid: string): void {
    this.#sending.again(cmid);
  }

  discard(cmid: string): void {
    this.#sending.discard(cmid);
  }

  write(text: string): void {
    this.draft.write(text);
    if (text === "") this.#typing.done();
    else if (this.#joined.peek()) this.#typing.wrote();
  }

  /** Everything shown has been seen; call only when it is on screen. */
  markRead(): void {
    const seq = this.#follow.pos;
    if (!this.#joined.peek() || seq <= this.#people.mine.peek()) return;
    if (this.#options.send({ t: "read", room: this.id, seq })) this.#people.read(this.#options.me, seq);
  }

  earlier(): Promise<void> {
    return this.#follow.earlier();
  }

  /** Loads older messages until the one numbered `seq` is there. */
  async reach(seq: number): Promise<void> {
    while (this.#follow.hasEarlier && (this.messages.peek()[0]?.seq ?? 0) > seq) await this.#follow.earlier();
  }

  /** Loads older messages back to this moment (ms); the number of the first line from then on, if any. */
  async reachTime(at: number): Promise<number | null> {
    while (this.#follow.hasEarlier && Date.parse(this.messages.peek()[0]?.at ?? "") > at) await this.#follow.earlier();
    const { shown, told } = this.thread.peek();
    return shown.find((each) => Date.parse(each.at) >= at && told.get(each.seq)?.withdrawnAt === null)?.seq ?? null;
  }

  /** The last message I have seen. */
  get seen(): ReadonlySignal<number> {
    return this.#people.mine;
  }

  retry(): void {
    void this.#follow.load();
  }

  #join(): void {
    if (!this.#member.peek() || this.#follow.state.peek() !== "ready") return;
    const epoch = this.#follow.epoch === undefined ? {} : { epoch: this.#follow.epoch };
    this.#options.send({ t: "join", id: this.id, room: this.id, after: this.#follow.pos, ...epoch });
  }

  #welcomed(frame: Joined): void {
    if (frame.epoch !== this.#follow.epoch) {
      void this.#resync(frame.epoch);
      return;
    }
    this.#joined.value = true;
    this.#people.learn(frame.members);
    this.#people.present(frame.online);
    this.viewing.joined(frame.presenter, frame.state);
    if (this.#joinedBefore) this.#follow.rejoined(frame.head);
    this.#joinedBefore = true;
    this.#tellAgain(frame.members);
    this.#sending.opened();
  }

  /** What the server was told of me may have been lost with the line, or with the server. */
  #tellAgain(members: readonly Member[]): void {
    const stored = members.find(({ id }) => id === this.#options.me);
    const seen = this.#people.mine.peek();
    if (stored !== undefined && stored.read_seq < seen) this.#options.send({ t: "read", room: this.id, seq: seen });
    this.#got.known(stored?.got_seq ?? 0);
  }

  #message(message: Msg): void {
    if (!this.#follow.heard(message)) return;
    this.#got.came();
    if (message.from !== null) this.#typing.heard(message.from, false);
    if (message.from !== this.#options.me) this.#options.onMessage?.(message);
  }

  /** The server will not replay: too far behind, or the log was restored from a backup. */
  async #resync(epoch: string): Promise<void> {
    if (epoch !== this.#follow.epoch) {
      this.#follow.epoch = epoch;
      await this.#follow.load();
    } else {
      await this.#follow.fill();
      if (!this.#joined.peek()) this.#join();
    }
  }

  #viewRefused(code: string): void {
    if (code === "room.not_presenting") this.viewing.refused();
  }

  #turnedAway(code: string, final: boolean): void {
    if (code === "room.joining") return;
    this.lineLost();
    clearTimeout(this.#again);
    // The next answer about the case says whether this person still belongs here.
    if (final) this.#member.value = false;
    else this.#again = setTimeout(() => this.#join(), JOIN_AGAIN);
  }

  #moved(join: readonly string[], leave: readonly string[]): void {
    this.#people.moved(join, leave);
    for (const who of leave) {
      this.#typing.heard(who, false);
      this.viewing.left(who);
    }
  }
}

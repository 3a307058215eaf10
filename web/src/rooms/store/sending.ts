import { signal, type ReadonlySignal } from "@preact/signals";
import { serverNow } from "../../api";
import type { Outgoing } from "../link/frames";
import { wordsOf, type Saying } from "../link/said";
import { newId } from "./cmid";
import type { Outbox } from "./outbox";

export interface Pending {
  cmid: string;
  text: string;
  saying: Saying;
  at: string;
  /** `sent`: the server has it on disk, its line in the log is still on the way. */
  state: "waiting" | "sent" | "failed";
  /** Why the server will not take it. */
  code?: string;
}

interface Entry extends Pending {
  kept: boolean;
  flying: boolean;
}

const AT_ONCE = 8;
/** Says nothing about the message: the room is being joined again. */
const NOT_JOINED = "room.not_joined";
const PAUSES = [500, 1000, 2000, 4000, 8000];

export interface SendingOptions {
  person: string;
  room: string;
  outbox: Outbox;
  send: (frame: Outgoing) => boolean;
}

/** What one person wrote in one room, in that order, until the log has it. */
export class Sending {
  readonly #options: SendingOptions;
  readonly #pending = signal<readonly Pending[]>([]);
  #entries: Entry[] = [];
  #open = false;
  #refusals = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SendingOptions) {
    this.#options = options;
  }

  get pending(): ReadonlySignal<readonly Pending[]> {
    return this.#pending;
  }

  /** Brings back what an earlier page could not get rid of; goes before anything new. */
  async restore(): Promise<void> {
    const kept = await this.#options.outbox.load().catch(() => []);
    const known = new Set(this.#entries.map((each) => each.cmid));
    const old = kept
      .filter((each) => !known.has(each.cmid))
      .map(({ cmid, text, at, saying = { kind: "text", body: { text } } }): Entry => ({ cmid, text, saying, at, state: "waiting", kept: true, flying: false }));
    this.#entries = [...old, ...this.#entries];
    this.#tell();
    this.#flush();
  }

  async post(saying: Saying): Promise<void> {
    const { person, room, outbox } = this.#options;
    const at = new Date(serverNow()).toISOString();
    const text = wordsOf(saying);
    const entry: Entry = { cmid: newId(), text, saying, at, state: "waiting", kept: false, flying: false };
    this.#entries.push(entry);
    this.#tell();
    // Without a store on this device it still goes out, it only does not outlive the page.
    await outbox.add({ person, room, cmid: entry.cmid, text, at, saying }).catch(() => undefined);
    entry.kept = true;
    this.#flush();
  }

  /** The room is joined on a fresh line: everything un-acknowledged goes again, in order. */
  opened(): void {
    this.#open = true;
    this.#land();
    this.#flush();
  }

  closed(): void {
    this.#open = false;
    clearTimeout(this.#pause);
    this.#land();
  }

  /** The server has it on disk. */
  acked(cmid: string): void {
    this.#refusals = 0;
    const entry = this.#find(cmid);
    if (entry === undefined) return;
    entry.state = "sent";
    entry.flying = false;
    this.#forget(cmid);
    this.#tell();
    this.#flush();
  }

  /** Its line is in the log; with or without an ack before. */
  logged(cmid: string): void {
    const entry = this.#find(cmid);
    if (entry === undefined) return;
    if (entry.state !== "sent") this.#forget(cmid);
    this.#entries = this.#entries.filter((each) => each !== entry);
    this.#tell();
    this.#flush();
  }

  nacked(cmid: string, code: string, retry: boolean): void {
    const entry = this.#find(cmid);
    if (entry === undefined || entry.state === "sent") return;
    entry.flying = false;
    if (!retry && code !== NOT_JOINED) {
      entry.state = "failed";
      entry.code = code;
    }
    this.#tell();
    // After a refusal the server holds back everything later: wait, then go again from the first.
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#flush(), PAUSES[Math.min(this.#refusals, PAUSES.length - 1)]);
    this.#refusals += 1;
  }

  again(cmid: string): void {
    const entry = this.#find(cmid);
    if (entry === undefined) return;
    entry.state = "waiting";
    delete entry.code;
    this.#tell();
    this.#flush();
  }

  discard(cmid: string): void {
    this.#entries = this.#entries.filter((each) => each.cmid !== cmid);
    this.#forget(cmid);
    this.#options.send({ t: "drop", room: this.#options.room, cmid });
    this.#tell();
    this.#flush();
  }

  #flush(): void {
    if (!this.#open) return;
    let flying = this.#entries.filter((each) => each.flying).length;
    for (const entry of this.#entries) {
      if (entry.flying || entry.state === "sent") continue;
      // Nothing overtakes: a message may only make sense after the one before it.
      if (entry.state === "failed" || !entry.kept || flying >= AT_ONCE) return;
      const { cmid, saying } = entry;
      if (!this.#options.send({ t: "pub", room: this.#options.room, cmid, ...saying })) return;
      entry.flying = true;
      flying += 1;
    }
  }

  #land(): void {
    for (const entry of this.#entries) entry.flying = false;
  }

  #find(cmid: string): Entry | undefined {
    return this.#entries.find((each) => each.cmid === cmid);
  }

  #forget(cmid: string): void {
    // Left behind it would be sent once more, and the server answers a repeat with the same number.
    this.#options.outbox.remove(cmid).catch(() => undefined);
  }

  #tell(): void {
    this.#pending.value = this.#entries.map(({ cmid, text, saying, at, state, code }) =>
      code === undefined ? { cmid, text, saying, at, state } : { cmid, text, saying, at, state, code },
    );
  }
}

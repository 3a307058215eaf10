import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { Msg } from "../link/frames";
import { fetchAfter, type Fetch } from "./history";
import { Log } from "./log";

/** How much of a long room is shown at first. */
const FIRST_PAGE = 200;
const TRY_AGAIN = 3000;

export interface FollowOptions {
  room: string;
  fetch: Fetch;
  /** A line of the log, whichever way it came. */
  onLine: (message: Msg) => void;
  /** History is here: the room can be joined after its last number. */
  onReady: () => void;
}

/** The room's log, kept without a hole: first by HTTP, then line by line, by HTTP again over gaps. */
export class Follow {
  readonly #options: FollowOptions;
  readonly #log = new Log();
  readonly #state = signal<"loading" | "ready" | "failed">("loading");
  readonly #failure = signal<unknown>(undefined);
  #restoring: { upTo: number; count: number } | null = null;
  #filling = false;
  #again: ReturnType<typeof setTimeout> | undefined;

  /** Number of the newest message known of. */
  readonly head: Signal<number> = signal(0);
  /** Messages that came back after a lost line, until somebody clears it. */
  readonly restored: Signal<number> = signal(0);
  epoch: string | undefined;

  constructor(options: FollowOptions) {
    this.#options = options;
  }

  get messages(): ReadonlySignal<readonly Msg[]> {
    return this.#log.messages;
  }
  get state(): ReadonlySignal<"loading" | "ready" | "failed"> {
    return this.#state;
  }
  get failure(): ReadonlySignal<unknown> {
    return this.#failure;
  }
  get pos(): number {
    return this.#log.pos;
  }
  get hasEarlier(): boolean {
    return this.#log.first > 1;
  }

  async load(): Promise<void> {
    this.#state.value = "loading";
    try {
      const after = Math.max(0, this.head.peek() - FIRST_PAGE);
      const page = await fetchAfter(this.#options.fetch, this.#options.room, after);
      this.epoch = page.epoch;
      this.#log.reset(after);
      this.#take(page.items);
      this.#state.value = "ready";
      this.#options.onReady();
    } catch (error) {
      this.#failure.value = error;
      this.#state.value = "failed";
      this.#later(() => this.load());
    }
  }

  /** One line from the socket; true when it was new and in its turn. */
  heard(message: Msg): boolean {
    this.#options.onLine(message);
    const before = this.pos;
    const how = this.#log.add(message);
    if (how === "gap") void this.fill();
    if (how !== "added") return false;
    this.#moved(before);
    return true;
  }

  /** Back after a lost line: what comes up to `head` was missed. */
  rejoined(head: number): void {
    if (head > this.pos) this.#restoring = { upTo: head, count: 0 };
  }

  /** Fetches what lies between the log and the head. */
  async fill(): Promise<void> {
    if (this.#filling) return;
    this.#filling = true;
    try {
      const page = await fetchAfter(this.#options.fetch, this.#options.room, this.pos);
      if (page.epoch !== this.epoch) this.#log.reset(Math.max(0, page.head - FIRST_PAGE));
      this.epoch = page.epoch;
      this.#take(page.items);
    } catch {
      this.#later(() => this.fill());
    } finally {
      this.#filling = false;
    }
  }

  async earlier(): Promise<void> {
    const before = this.#log.first - 1;
    const page = await this.#options.fetch(this.#options.room, Math.max(0, before - FIRST_PAGE), Math.min(FIRST_PAGE, before));
    this.#log.prepend(page.items);
  }

  #take(items: readonly Msg[]): void {
    for (const item of items) this.#options.onLine(item);
    const before = this.pos;
    this.#log.fill(items);
    this.#moved(before);
  }

  #moved(before: number): void {
    this.head.value = Math.max(this.head.peek(), this.pos);
    if (this.#restoring === null) return;
    this.#restoring.count += this.pos - before;
    if (this.pos < this.#restoring.upTo) return;
    this.restored.value = this.#restoring.count;
    this.#restoring = null;
  }

  #later(deed: () => Promise<void>): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => void deed(), TRY_AGAIN);
  }
}

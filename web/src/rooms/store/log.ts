import { signal, type ReadonlySignal } from "@preact/signals";
import type { Msg } from "../link/frames";

/** A stretch of a room's log without a hole, ending at `pos`. */
export class Log {
  readonly #messages = signal<readonly Msg[]>([]);
  readonly #ahead = new Map<number, Msg>();
  /** Everything up to here is held or was skipped as older. */
  pos = 0;

  get messages(): ReadonlySignal<readonly Msg[]> {
    return this.#messages;
  }

  /** The oldest number held; 0 while nothing is. */
  get first(): number {
    return this.#messages.peek()[0]?.seq ?? 0;
  }

  /** Starts afresh behind `pos`: everything held is forgotten. */
  reset(pos: number): void {
    this.pos = pos;
    this.#ahead.clear();
    this.#messages.value = [];
  }

  /** `gap`: it is kept aside until what lies before it arrives. */
  add(message: Msg): "added" | "known" | "gap" {
    if (message.seq <= this.pos) return "known";
    this.#ahead.set(message.seq, message);
    return this.#settle() > 0 ? "added" : "gap";
  }

  /** Takes in a page of history, whatever of it is already here. Returns how many were new. */
  fill(page: readonly Msg[]): number {
    for (const message of page) if (message.seq > this.pos) this.#ahead.set(message.seq, message);
    return this.#settle();
  }

  /** Older messages, before the first held. */
  prepend(page: readonly Msg[]): void {
    const first = this.first;
    const older = page.filter((message) => first === 0 || message.seq < first);
    this.#messages.value = [...older, ...this.#messages.peek()];
  }

  #settle(): number {
    const fresh: Msg[] = [];
    let next = this.#ahead.get(this.pos + 1);
    while (next !== undefined) {
      fresh.push(next);
      this.#ahead.delete(next.seq);
      this.pos = next.seq;
      next = this.#ahead.get(this.pos + 1);
    }
    if (fresh.length > 0) this.#messages.value = [...this.#messages.peek(), ...fresh];
    return fresh.length;
  }
}

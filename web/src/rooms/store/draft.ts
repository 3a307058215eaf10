import { signal, type ReadonlySignal } from "@preact/signals";
import { isHere } from "../../api";
import { keepBegun, readBegun } from "./begun";

const SYNC_AFTER = 1200;

export interface DraftOptions {
  person: string;
  room: string;
  /** Tells the server; rejects when it could not. */
  put: (text: string) => Promise<unknown>;
}

/** What I began to write here: on this device at once, on the server a moment later. */
export class Draft {
  readonly #options: DraftOptions;
  readonly #text = signal("");
  readonly #state = signal<"none" | "local" | "synced">("none");
  #timer: ReturnType<typeof setTimeout> | undefined;
  #touched = false;

  constructor(options: DraftOptions) {
    this.#options = options;
  }

  get text(): ReadonlySignal<string> {
    return this.#text;
  }

  get state(): ReadonlySignal<"none" | "local" | "synced"> {
    return this.#state;
  }

  /** This device's unsynchronised text wins over the server's; what is being typed wins over both. */
  async restore(fromServer: string | null): Promise<void> {
    const { person, room } = this.#options;
    const kept = await readBegun<string>(person, `room:${room}`);
    if (this.#touched) return;
    const local = kept !== undefined && !kept.synced ? kept.value : null;
    this.#text.value = local ?? fromServer ?? "";
    this.#state.value = this.#text.peek() === "" ? "none" : local === null ? "synced" : "local";
    if (local !== null && local !== (fromServer ?? "")) this.#later();
  }

  write(text: string): void {
    this.#touched = true;
    this.#text.value = text;
    this.#state.value = text === "" ? "none" : "local";
    void keepBegun(this.#options.person, this.#key, text, false);
    this.#later();
  }

  get #key(): string {
    return `room:${this.#options.room}`;
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#sync(), SYNC_AFTER);
  }

  async #sync(): Promise<void> {
    if (!isHere(this.#options.person)) return;
    const text = this.#text.peek();
    try {
      await this.#options.put(text);
    } catch {
      // It stays on this device and goes with the next change.
      return;
    }
    if (text !== this.#text.peek()) return;
    this.#state.value = text === "" ? "none" : "synced";
    await keepBegun(this.#options.person, this.#key, text, true);
  }
}

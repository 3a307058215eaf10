import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { ApiError, isHere, serverNow } from "../../api";
import { dropBegun, keepBegun, readBegun } from "./begun";

const SYNC_AFTER = 900;
const TRY_AGAIN = 5000;

export interface SaveState {
  state: "none" | "local" | "saving" | "synced" | "failed";
  at: number | null;
}

/** What the server keeps of a draft; `revision` grows with every save. */
export interface Stored {
  revision: number;
  updated_at: string;
}

export interface DraftingOptions<Writing, Server extends Stored> {
  person: string;
  /** Names it on this device: `opinion:<request>`. */
  key: string;
  empty: Writing;
  read: (server: Server) => Writing;
  /** Saves; returns the new revision. */
  put: (revision: number, writing: Writing) => Promise<number>;
  /** Milliseconds without a key after which it goes to the server. */
  after?: number;
}

interface Kept<Writing> {
  revision: number;
  writing: Writing;
}

/** What one person writes until it is signed or sent: on this device at once, on the server soon after. */
export class Drafting<Writing, Server extends Stored> {
  readonly #options: DraftingOptions<Writing, Server>;
  readonly #writing: Signal<Writing>;
  readonly #save = signal<SaveState>({ state: "none", at: null });
  readonly #conflict = signal<Server | true | null>(null);
  #revision = 0;
  #opened = false;
  #dirty = false;
  #busy: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DraftingOptions<Writing, Server>) {
    this.#options = options;
    this.#writing = signal(options.empty);
  }

  get writing(): ReadonlySignal<Writing> {
    return this.#writing;
  }
  get save(): ReadonlySignal<SaveState> {
    return this.#save;
  }
  /** Somebody, perhaps I on another device, wrote meanwhile; the other text once it is known. */
  get conflict(): ReadonlySignal<Server | true | null> {
    return this.#conflict;
  }
  get revision(): number {
    return this.#revision;
  }

  /** Takes what the server has, unless this device has something newer. */
  async open(server: Server | null): Promise<void> {
    const revision = server?.revision ?? 0;
    if (this.#opened) {
      if (this.#conflict.peek() !== null && server !== null) this.#conflict.value = server;
      else if (!this.#dirty && this.#busy === null && revision > this.#revision && server !== null) this.#adopt(server);
      return;
    }
    this.#opened = true;
    if (server !== null) this.#adopt(server);
    const kept = await readBegun<Kept<Writing>>(this.#options.person, this.#options.key);
    if (kept === undefined || kept.synced || this.#dirty) return;
    this.#writing.value = kept.value.writing;
    this.#dirty = true;
    this.#save.value = { state: "local", at: Date.parse(kept.at) };
    if (kept.value.revision === revision) this.#later(this.#options.after ?? SYNC_AFTER);
    else this.#conflict.value = server ?? true;
  }

  change(writing: Writing): void {
    this.#writing.value = writing;
    this.#dirty = true;
    void keepBegun(this.#options.person, this.#options.key, { revision: this.#revision, writing }, false).then((kept) => {
      if (this.#dirty && this.#busy === null) this.#save.value = { state: kept ? "local" : "saving", at: serverNow() };
    });
    this.#later(this.#options.after ?? SYNC_AFTER);
  }

  /** Brings everything to the server now; true when it has it. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    if (!isHere(this.#options.person)) return false;
    while (this.#dirty && this.#conflict.peek() === null) {
      this.#busy ??= this.#sync();
      await this.#busy;
      if (this.#dirty && this.#save.peek().state !== "saving") return false;
    }
    return !this.#dirty;
  }

  /** Ends a conflict: with mine, or with what the server has. */
  settle(keepMine: boolean): void {
    const other = this.#conflict.peek();
    this.#conflict.value = null;
    if (other !== null && other !== true) {
      this.#revision = other.revision;
      if (!keepMine) this.#adopt(other);
    }
    if (keepMine) this.change(this.#writing.peek());
  }

  /** It was signed: nothing of it stays on this device. */
  async done(): Promise<void> {
    clearTimeout(this.#timer);
    this.#dirty = false;
    // What goes on after an interim opinion is a new draft.
    this.#opened = false;
    this.#revision = 0;
    await dropBegun(this.#options.person, this.#options.key);
  }

  #adopt(server: Server): void {
    this.#revision = server.revision;
    this.#dirty = false;
    this.#writing.value = this.#options.read(server);
    this.#save.value = { state: "synced", at: Date.parse(server.updated_at) };
    void keepBegun(this.#options.person, this.#options.key, { revision: server.revision, writing: this.#writing.peek() }, true);
  }

  #later(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), wait);
  }

  async #sync(): Promise<void> {
    const writing = this.#writing.peek();
    this.#save.value = { state: "saving", at: null };
    try {
      this.#revision = await this.#options.put(this.#revision, writing);
      if (writing === this.#writing.peek()) {
        this.#dirty = false;
        this.#save.value = { state: "synced", at: serverNow() };
        await keepBegun(this.#options.person, this.#options.key, { revision: this.#revision, writing }, true);
      }
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#busy = null;
    }
  }

  #failed(error: unknown): void {
    if (error instanceof ApiError && error.status === 412) {
      this.#conflict.value = true;
      this.#save.value = { state: "local", at: serverNow() };
    } else {
      const refused = error instanceof ApiError && error.status < 500;
      this.#save.value = { state: refused ? "failed" : "local", at: serverNow() };
      if (!refused) this.#later(TRY_AGAIN);
    }
  }
}

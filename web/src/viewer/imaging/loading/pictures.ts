/** Which frames are fetched, in which order, and which are kept. */
import type { Frame } from "../dicom/instance";
import { PixelError } from "../pixels/native";
import type { Picture } from "../pixels/picture";
import { LoadError, type OnProgress } from "./fetchBytes";

export type Fetch = (frame: Frame, signal: AbortSignal, onProgress: OnProgress, idle: boolean) => Promise<Picture>;

/** `status` and `detail` as LoadError has them; `fault` of the decoder. */
export type Failure = { kind: "load"; status: number; detail: string } | { kind: "pixels"; fault: string };

export type Condition = { is: "absent" } | { is: "coming"; received: number; total: number } | { is: "here" } | { is: "failed"; failure: Failure };

export interface PicturesOptions {
  fetch: Fetch;
  /** Bytes of decoded pictures kept. */
  limit: number;
  onChange: () => void;
  /** A picture was let go. */
  onDrop: (id: string) => void;
}

interface Running {
  abort: AbortController;
  received: number;
  total: number;
}

const ABSENT: Condition = { is: "absent" };
const HERE: Condition = { is: "here" };
/** What is looked at has the line for itself; afterwards two at a time. */
const NEIGHBOURS_AT_ONCE = 2;
/** A download this far along is let finish though something else is wanted first. */
const NEARLY_THERE = 0.7;

function failureOf(error: unknown): Failure {
  if (error instanceof LoadError) return { kind: "load", status: error.status, detail: error.detail };
  return { kind: "pixels", fault: error instanceof PixelError ? error.message : "decode" };
}

/** Throughout: `wanted` is the order of interest, its first the frame looked at. */
export class Pictures {
  readonly #options: PicturesOptions;
  readonly #here = new Map<string, Picture>();
  readonly #failed = new Map<string, Failure>();
  readonly #running = new Map<string, Running>();
  #wanted: readonly Frame[] = [];
  #bytes = 0;

  constructor(options: PicturesOptions) {
    this.#options = options;
  }

  get(id: string): Picture | undefined {
    return this.#here.get(id);
  }

  condition(id: string): Condition {
    if (this.#here.has(id)) return HERE;
    const failure = this.#failed.get(id);
    if (failure) return { is: "failed", failure };
    const running = this.#running.get(id);
    return running ? { is: "coming", received: running.received, total: running.total } : ABSENT;
  }

  /** Turns to these frames; what is no longer among them stops loading. */
  want(wanted: readonly Frame[]): void {
    this.#wanted = wanted;
    this.#stopUnwanted();
    this.#start();
  }

  /** Tries the frame looked at again, and whatever else had failed. */
  retry(): void {
    this.#failed.clear();
    this.#start();
  }

  close(): void {
    this.#wanted = [];
    for (const { abort } of this.#running.values()) abort.abort();
    this.#running.clear();
    for (const id of this.#here.keys()) this.#options.onDrop(id);
    this.#here.clear();
  }

  #missing(frame: Frame): boolean {
    return !this.#here.has(frame.id) && !this.#failed.has(frame.id);
  }

  #stopUnwanted(): void {
    const [current] = this.#wanted;
    const alone = current !== undefined && this.#missing(current);
    const wanted = new Set(this.#wanted.map((frame) => frame.id));
    for (const [id, { abort, received, total }] of this.#running) {
      const nearly = wanted.has(id) && total > 0 && received / total > NEARLY_THERE;
      if (id === current?.id || nearly || (wanted.has(id) && !alone)) continue;
      abort.abort();
      this.#running.delete(id);
    }
  }

  #start(): void {
    const [current] = this.#wanted;
    if (current && this.#missing(current)) {
      if (!this.#running.has(current.id)) this.#fetch(current, false);
      return;
    }
    for (const frame of this.#affordable()) {
      if (this.#running.size >= NEIGHBOURS_AT_ONCE) return;
      if (this.#missing(frame) && !this.#running.has(frame.id)) this.#fetch(frame, true);
    }
  }

  /** As many of the wanted as fit into the limit, so that none drives out a nearer one. */
  #affordable(): readonly Frame[] {
    const [current] = this.#wanted;
    const size = (current && this.#here.get(current.id)?.samples.byteLength) ?? 1;
    return this.#wanted.slice(0, Math.max(1, Math.floor(this.#options.limit / size)));
  }

  #fetch(frame: Frame, idle: boolean): void {
    const running: Running = { abort: new AbortController(), received: 0, total: 0 };
    this.#running.set(frame.id, running);
    const mine = (): boolean => this.#running.get(frame.id) === running;
    const progress: OnProgress = (received, total) => {
      running.received = received;
      running.total = total;
      if (mine() && frame === this.#wanted[0]) this.#options.onChange();
    };
    this.#options
      .fetch(frame, running.abort.signal, progress, idle)
      .then((picture) => {
        if (mine()) this.#keep(frame.id, picture);
      })
      .catch((error: unknown) => {
        if (mine()) this.#failed.set(frame.id, failureOf(error));
      })
      .finally(() => {
        if (!mine()) return;
        this.#running.delete(frame.id);
        this.#options.onChange();
        this.#start();
      });
  }

  #keep(id: string, picture: Picture): void {
    this.#here.set(id, picture);
    this.#bytes += picture.samples.byteLength;
    if (this.#bytes <= this.#options.limit) return;
    const rank = new Map(this.#wanted.map((frame, index) => [frame.id, index]));
    const farthest = [...this.#here.keys()].sort((a, b) => (rank.get(b) ?? Infinity) - (rank.get(a) ?? Infinity));
    for (const other of farthest) {
      if (this.#bytes <= this.#options.limit || other === this.#wanted[0]?.id) return;
      this.#drop(other);
    }
  }

  #drop(id: string): void {
    this.#bytes -= this.#here.get(id)?.samples.byteLength ?? 0;
    this.#here.delete(id);
    this.#options.onDrop(id);
  }
}

import { readFrame, type Incoming, type Outgoing } from "./link/frames";

const FIRST_DELAY = 250;
const LAST_DELAY = 10_000;
/** The server pings every 20 s: this long without a word means the line is dead. */
const SILENCE = 35_000;
const HANDSHAKE = 10_000;
/** From here on trying again by itself would change nothing. */
const TERMINAL = 4500;

export type SocketState = "connecting" | "open" | "offline";

export interface SocketOptions {
  url: () => string;
  onState: (state: SocketState) => void;
  onFrame: (frame: Incoming) => void;
  /** Closed for good: 4500 old page, 4501 logged out, 4503 shut out. */
  onEnd: (code: number) => void;
  /** Round trip of the greeting, ms. */
  onRoundTrip?: (ms: number) => void;
  make?: (url: string, protocol: string) => WebSocket;
  random?: () => number;
}

/** Full jitter: anywhere between nothing and the doubled ceiling, so that a hospital does not return as one. */
export function delayOf(attempt: number, random: () => number): number {
  return Math.round(random() * Math.min(LAST_DELAY, FIRST_DELAY * 2 ** attempt));
}

/** One line to the server that comes back by itself. */
export class Socket {
  readonly #options: SocketOptions;
  #socket: WebSocket | null = null;
  #attempt = 0;
  #wanted = false;
  #greeted = false;
  #greetedAt = 0;
  #retryAfter: number | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SocketOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#attempt = 0;
    this.#open();
  }

  stop(): void {
    this.#wanted = false;
    this.#drop();
    this.#options.onState("offline");
  }

  /** Skips the rest of the wait: the cable is back, the tab is in front again. */
  hurry(): void {
    if (!this.#wanted || this.#socket !== null) return;
    clearTimeout(this.#retry);
    this.#open();
  }

  /** The device says it has no network: the line is gone, whatever the socket still believes. */
  cut(): void {
    if (this.#socket === null) return;
    this.#drop();
    this.#later();
  }

  /** False when there is no open line; nothing is queued here. */
  send(frame: Outgoing): boolean {
    if (this.#socket === null || !this.#greeted) return false;
    return this.#write(frame);
  }

  #write(frame: Outgoing): boolean {
    if (this.#socket?.readyState !== 1) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  #open(): void {
    this.#options.onState("connecting");
    const make = this.#options.make ?? ((url, protocol) => new WebSocket(url, protocol));
    let socket: WebSocket;
    try {
      socket = make(this.#options.url(), "consult.v1");
    } catch {
      this.#later();
      return;
    }
    this.#socket = socket;
    this.#listen(HANDSHAKE);
    socket.addEventListener("open", () => {
      if (socket !== this.#socket) return;
      this.#greetedAt = Date.now();
      this.#write({ t: "hello", v: 1 });
    });
    socket.addEventListener("message", (event: MessageEvent) => {
      if (socket === this.#socket) this.#heard(event.data);
    });
    socket.addEventListener("close", (event: CloseEvent) => {
      if (socket === this.#socket) this.#closed(event.code);
    });
  }

  #heard(data: unknown): void {
    this.#listen(SILENCE);
    const frame = readFrame(data);
    if (frame === null) return;
    if (frame.t === "ping") this.#write({ t: "pong" });
    if (frame.t === "bye") this.#retryAfter = frame.retry_ms;
    if (frame.t === "welcome") this.#welcome();
    this.#options.onFrame(frame);
  }

  #welcome(): void {
    this.#attempt = 0;
    this.#greeted = true;
    this.#options.onRoundTrip?.(Date.now() - this.#greetedAt);
    this.#options.onState("open");
  }

  #closed(code: number): void {
    this.#drop();
    if (code >= TERMINAL && code < 5000) {
      this.#wanted = false;
      this.#options.onState("offline");
      this.#options.onEnd(code);
    } else {
      this.#later();
    }
  }

  #later(): void {
    if (!this.#wanted) return;
    this.#options.onState("offline");
    const wait = this.#retryAfter ?? delayOf(this.#attempt, this.#options.random ?? Math.random);
    this.#retryAfter = null;
    this.#attempt += 1;
    this.#retry = setTimeout(() => this.#open(), wait);
  }

  #listen(patience: number): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#drop();
      this.#later();
    }, patience);
  }

  #drop(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    const socket = this.#socket;
    this.#socket = null;
    this.#greeted = false;
    socket?.close();
  }
}

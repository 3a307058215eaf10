/** A server of paper for the tests of this folder. */
import type { Outgoing } from "./link/frames";
import type { Kept } from "./store/db";
import type { Outbox } from "./store/outbox";

export class FakeSocket extends EventTarget {
  static all: FakeSocket[] = [];
  static get last(): FakeSocket {
    const last = FakeSocket.all.at(-1);
    if (last === undefined) throw new Error("no socket was made");
    return last;
  }

  readyState = 0;
  readonly sent: Outgoing[] = [];
  readonly url: string;
  readonly protocol: string;

  constructor(url: string, protocol: string) {
    super();
    this.url = url;
    this.protocol = protocol;
    FakeSocket.all.push(this);
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Outgoing);
  }

  close(): void {
    this.readyState = 3;
  }

  opens(): void {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  says(frame: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }

  greets(): void {
    this.opens();
    this.says({ t: "welcome", conn: "c", user: "me", hb: 20, server_time: "" });
  }

  dies(code = 1006): void {
    this.readyState = 3;
    const event = new Event("close") as Event & { code: number };
    event.code = code;
    this.dispatchEvent(event);
  }
}

/** Keeps what it is given and says so. */
export class PaperOutbox implements Outbox {
  readonly kept: Kept[] = [];

  load(): Promise<Kept[]> {
    return Promise.resolve([...this.kept]);
  }

  add(message: Kept): Promise<void> {
    this.kept.push(message);
    return Promise.resolve();
  }

  remove(cmid: string): Promise<void> {
    const at = this.kept.findIndex((each) => each.cmid === cmid);
    if (at >= 0) this.kept.splice(at, 1);
    return Promise.resolve();
  }
}

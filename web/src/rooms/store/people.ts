import { signal, type ReadonlySignal } from "@preact/signals";
import type { Member } from "../link/frames";

/** What was read had arrived. */
const further = (member: Member, { got_seq, read_seq }: Pick<Member, "got_seq" | "read_seq"> = member): Member => ({
  ...member,
  got_seq: Math.max(member.got_seq, got_seq),
  read_seq: Math.max(member.read_seq, read_seq),
});

/** Who belongs to a room, who is there now, and how far each has it and has read. */
export class People {
  readonly #me: string;
  readonly #members = signal<readonly Member[]>([]);
  readonly #online = signal<ReadonlySet<string>>(new Set());
  readonly #mine = signal(0);

  constructor(me: string) {
    this.#me = me;
  }

  get members(): ReadonlySignal<readonly Member[]> {
    return this.#members;
  }

  get online(): ReadonlySignal<ReadonlySet<string>> {
    return this.#online;
  }

  /** How far I have read. */
  get mine(): ReadonlySignal<number> {
    return this.#mine;
  }

  /** Who belongs here now; what was read is never forgotten for an older answer. */
  learn(members: readonly Member[]): void {
    const known = new Map(this.#members.peek().map((each) => [each.id, each]));
    this.#members.value = members.map((each) => further(each, known.get(each.id)));
    for (const each of members) if (each.id === this.#me) this.read(each.id, each.read_seq);
  }

  /** Positions never go back. */
  read(who: string, seq: number): void {
    if (who === this.#me) this.#mine.value = Math.max(this.#mine.peek(), seq);
    const known = this.#members.peek();
    if (!known.some((each) => each.id === who && each.read_seq < seq)) return;
    this.#members.value = known.map((each) => (each.id === who ? further(each, { got_seq: seq, read_seq: seq }) : each));
  }

  got(who: string, seq: number): void {
    const known = this.#members.peek();
    if (!known.some((each) => each.id === who && each.got_seq < seq)) return;
    this.#members.value = known.map((each) => (each.id === who ? { ...each, got_seq: seq } : each));
  }

  present(online: readonly string[]): void {
    this.#online.value = new Set(online);
  }

  moved(join: readonly string[], leave: readonly string[]): void {
    const online = new Set([...this.#online.peek(), ...join]);
    for (const who of leave) online.delete(who);
    this.#online.value = online;
  }
}

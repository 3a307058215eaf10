/** The decoding workers: one on a phone, up to three on a PC, started when first needed. */
import type { Job, Outcome } from "./decode.worker";
import { PixelError } from "./native";
import type { Picture, PixelFormat } from "./picture";

interface Waiting {
  resolve: (picture: Picture) => void;
  reject: (error: Error) => void;
}

interface Member {
  worker: Worker;
  waiting: Map<number, Waiting>;
}

const MOST = 3;
const members: Member[] = [];
let jobs = 0;

function size(): number {
  const phone = matchMedia("(pointer: coarse)").matches;
  return phone ? 1 : Math.min(MOST, Math.max(1, Math.floor((navigator.hardwareConcurrency || 2) / 2)));
}

function settle({ waiting }: Member, outcome: Outcome): void {
  const one = waiting.get(outcome.job);
  waiting.delete(outcome.job);
  if ("picture" in outcome) one?.resolve(outcome.picture);
  else one?.reject(new PixelError(outcome.fault));
}

function started(): Member {
  const worker = new Worker(new URL("decode.worker.ts", import.meta.url), { type: "module" });
  const member: Member = { worker, waiting: new Map() };
  worker.addEventListener("message", ({ data }: MessageEvent<Outcome>) => settle(member, data));
  worker.addEventListener("error", () => {
    members.splice(members.indexOf(member), 1);
    for (const one of member.waiting.values()) one.reject(new PixelError("worker"));
    worker.terminate();
  });
  members.push(member);
  return member;
}

function leastBusy(): Member {
  const idle = members.find((member) => member.waiting.size === 0);
  if (idle) return idle;
  if (members.length < size()) return started();
  return members.reduce((least, member) => (member.waiting.size < least.waiting.size ? member : least));
}

/** Has a worker ready for when the first bytes arrive. */
export function warmUp(): void {
  if (members.length === 0) started();
}

/** Takes the bytes over. Throws PixelError. */
export function decode(bytes: Uint8Array<ArrayBuffer>, transferSyntax: string, format: PixelFormat): Promise<Picture> {
  const member = leastBusy();
  const job: Job = { job: ++jobs, bytes, transferSyntax, format };
  return new Promise((resolve, reject) => {
    member.waiting.set(job.job, { resolve, reject });
    member.worker.postMessage(job, [bytes.buffer]);
  });
}

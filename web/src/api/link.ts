import { signal } from "@preact/signals";
import { serverNow } from "./clock";

/** What the product knows about its line to the server. Written by the client and the socket. */
export interface Link {
  /** `idle`: no live socket wanted (nobody logged in, or no page has opened one yet). */
  socket: "idle" | "connecting" | "open" | "lost";
  socketSince: number;
}

/** Bytes now going up, shown in the top strip. */
export interface Transfer {
  label: string;
  bytesPerSecond: number;
  secondsLeft: number | null;
}

export const link = signal<Link>({ socket: "idle", socketSince: 0 });
export const transfer = signal<Transfer | null>(null);

/** Server time (ms) of the last answer; null before the first. */
export const lastContact = signal<number | null>(null);

/** Since when (server time, ms) requests fail for want of a connection; null while they succeed. */
export const offlineSince = signal<number | null>(null);

export function socketIs(socket: Link["socket"]): void {
  if (link.peek().socket !== socket) link.value = { socket, socketSince: serverNow() };
}

export function reached(): void {
  lastContact.value = serverNow();
  offlineSince.value = null;
}

export function unreachable(): void {
  offlineSince.value ??= lastContact.peek() ?? serverNow();
}

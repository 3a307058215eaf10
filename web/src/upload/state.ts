/** Where a file stands between the person's hand and the case. */
export type Phase =
  /** Chosen; its case is not on the server yet. */
  | "held"
  | "queued"
  | "preparing"
  | "sending"
  /** The line is gone or the login has ended; goes on by itself. */
  | "waiting"
  | "paused"
  /** Begun earlier, and this page does not have the file any more. */
  | "orphan"
  /** Every byte is there; the server looks inside. */
  | "checking"
  | "stored"
  /** Stored, but not shown: unreadable, or its viewer is not part of this version. */
  | "kept"
  | "refused"
  | "failed";

/** Where a file goes: onto a case, or into a hospital's inbox. */
export interface Target {
  caseId: string | null;
  orgId: string | null;
}

export const sameTarget = (a: Target, b: Target) => a.caseId === b.caseId && a.orgId === b.orgId;

export interface Item extends Target {
  key: string;
  name: string;
  /** Below the chosen folder, that one included: "CT/series 2/IM14"; a single file's name. */
  path: string;
  /** The batch it was chosen in; null for a file of its own. */
  batch: string | null;
  size: number;
  phase: Phase;
  sent: number;
  /** Typed reason of the server (`intake.*`, `ecg.*` …), or why it failed. */
  reason: string | null;
  /** "ecg:<id>" once stored. */
  material: string | null;
  /** The check takes longer than usual. */
  slow: boolean;
}

export type Happening =
  | { type: "release" }
  | { type: "prepare" }
  | { type: "begin" }
  | { type: "progress"; sent: number }
  | { type: "lost"; reason: "line" | "login" }
  | { type: "pause" }
  | { type: "resume" }
  | { type: "sent" }
  | { type: "slow" }
  | { type: "checked"; state: string; reason: string; material: string }
  /** The file it misses was chosen again. */
  | { type: "found" }
  /** The server has had it since an earlier try. */
  | { type: "known"; state: string; reason: string; material: string }
  | { type: "fail"; reason: string };

export const RUNNING: readonly Phase[] = ["preparing", "sending"];
/** A closed tab would cut these off. */
export const UNSENT: readonly Phase[] = ["held", "queued", "preparing", "sending", "waiting", "paused"];
export const DONE: readonly Phase[] = ["stored", "kept", "refused", "failed"];

const FROM: Readonly<Record<Happening["type"], readonly Phase[]>> = {
  release: ["held"],
  prepare: ["queued"],
  begin: ["preparing"],
  progress: ["sending"],
  lost: ["preparing", "sending"],
  pause: ["queued", "preparing", "sending", "waiting"],
  resume: ["paused", "waiting", "failed"],
  sent: ["preparing", "sending"],
  slow: ["checking"],
  checked: ["checking"],
  found: ["orphan", "failed"],
  known: ["held", "queued", "preparing", "paused", "orphan"],
  fail: ["queued", "preparing", "sending", "waiting"],
};

/** The item after something happened; whatever does not fit its phase changes nothing. */
export function step(item: Item, event: Happening): Item {
  if (!FROM[event.type].includes(item.phase)) return item;
  switch (event.type) {
    case "release":
    case "resume":
    case "found":
      return { ...item, phase: "queued", reason: null };
    case "prepare":
      return { ...item, phase: "preparing", reason: null };
    case "begin":
      return { ...item, phase: "sending" };
    case "progress":
      return { ...item, sent: Math.min(event.sent, item.size) };
    case "lost":
      return { ...item, phase: "waiting", reason: event.reason };
    case "pause":
      return { ...item, phase: "paused", reason: null };
    case "sent":
      return { ...item, phase: "checking", sent: item.size, reason: null, slow: false };
    case "slow":
      return { ...item, slow: true };
    case "checked":
      return checked(item, event);
    case "known":
      return checked({ ...item, sent: item.size }, event);
    case "fail":
      return { ...item, phase: "failed", reason: event.reason };
  }
}

function checked(item: Item, answer: { state: string; reason: string; material: string }): Item {
  const reason = answer.reason || null;
  if (answer.state === "refused") return { ...item, phase: "refused", reason };
  if (answer.state !== "stored") return item;
  // Cautions (ecg.*, image.* …) belong to files that are shown.
  const hidden = reason !== null && reason.startsWith("intake.");
  return { ...item, phase: hidden ? "kept" : "stored", reason, material: answer.material || null };
}

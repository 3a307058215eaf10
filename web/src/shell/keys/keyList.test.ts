import { describe, expect, it } from "vitest";
import { KEYS } from "./KeyList";

const sources = import.meta.glob<string>(
  ["../../viewer/imaging/stage/keyMap.ts", "../../viewer/ecg/EcgStage.tsx", "../../cases/page/CaseScope.tsx"],
  { eager: true, query: "?raw", import: "default" },
);
const sourceOf = (end: string) => Object.entries(sources).find(([path]) => path.endsWith(end))?.[1] ?? "";

const SAID: Readonly<Record<string, readonly string[]>> = {
  "↓": ["ArrowDown", "ArrowRight"],
  "↑": ["ArrowUp", "ArrowLeft"],
  PgUp: ["PageUp"],
  PgDn: ["PageDown"],
  "+": ["+", "="],
  "−": ["-"],
  Del: ["Delete", "Backspace"],
};
/** Puts back what one has in hand; said once for everywhere. */
const EVERYWHERE = ["Escape"];

const listed = (group: string) => {
  const words = KEYS.filter(([name]) => name === group).flatMap(([, lines]) => lines.flatMap(([keys]) => keys.split(" ")));
  return new Set([...words.flatMap((word) => SAID[word] ?? [word.length === 1 ? word.toLowerCase() : word]), ...EVERYWHERE]);
};
/** Names of the keys a map of the source answers to. */
const answered = (source: string, start: string, end: string) => {
  const part = source.slice(source.indexOf(start), source.indexOf(end, source.indexOf(start)));
  return [...part.matchAll(/(?:^\s*|\{ |, )"?([^\s"{},:()]+)"?: (?:\(\) =>|\w+(?:\.\w+)?,$)/gm)].map((match) => match[1] ?? "");
};

describe("the list of keys", () => {
  it.each([
    ["shell.keys.images", sourceOf("keyMap.ts"), "return {", "};", ["i", "]", "Home", "p"]],
    ["shell.keys.ecg", sourceOf("EcgStage.tsx"), "function keysOf", "};", ["1", "l", "0", "PageDown"]],
    ["shell.keys.case", sourceOf("CaseScope.tsx"), "useKeys({", "});", ["m", "o", "f"]],
  ])("%s leaves none out", (group, source, start, end, some) => {
    const found = answered(source, start, end);
    expect(found).toEqual(expect.arrayContaining(some));
    const known = listed(group);
    // The phone's arrows turn pages of an ECG; a phone has no such keys.
    const missing = found.filter((key) => !known.has(key) && !(group === "shell.keys.ecg" && key.startsWith("Arrow")));
    expect(missing).toEqual([]);
  });
});

import { render } from "preact";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { showLanguage } from "../../../i18n";
import type { Msg } from "../../link/frames";
import { PaperOutbox } from "../../fakes";
import { RoomStore } from "../../store/room";
import { Composer } from "./Composer";
import { runsOf } from "../list/runs";

let root: HTMLElement;
let room: RoomStore;

const box = () => root.querySelector("textarea") as HTMLTextAreaElement;
const drawn = () => new Promise((resolve) => requestAnimationFrame(resolve));
const type = async (text: string) => {
  box().value = text;
  box().dispatchEvent(new Event("input", { bubbles: true }));
  await drawn();
};
const press = (init: KeyboardEventInit & { keyCode?: number }) => {
  const event = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...init });
  if (init.keyCode !== undefined) Object.defineProperty(event, "keyCode", { value: init.keyCode });
  box().dispatchEvent(event);
  return event;
};

beforeEach(async () => {
  await showLanguage("en");
  room = new RoomStore({ id: "r", me: "me", send: () => false, outbox: new PaperOutbox(), putDraft: () => Promise.resolve() });
  root = document.createElement("div");
  document.body.append(root);
  render(<Composer room={room} patient="Example" phrases={["Blood pressure now?"]} />, root);
});

describe("the composer", () => {
  it("names the patient into whose room it writes", () => {
    expect(box().placeholder).toBe("Write in Example's room");
    expect(box().getAttribute("aria-label")).toBe("Write in Example's room");
  });

  it("sends with Enter, and starts a new line with Shift", async () => {
    const post = vi.spyOn(room, "post");
    await type("hello");
    expect(press({ shiftKey: true }).defaultPrevented).toBe(false);
    expect(post).not.toHaveBeenCalled();
    expect(press({}).defaultPrevented).toBe(true);
    expect(post.mock.calls[0]?.[0]).toBe("hello");
  });

  it("sends nothing while an input method is composing", async () => {
    const post = vi.spyOn(room, "post");
    await type("xuetang");
    press({ isComposing: true });
    press({ keyCode: 229 });
    expect(post).not.toHaveBeenCalled();
  });

  it("counts characters as people do and refuses more than 8000", async () => {
    const post = vi.spyOn(room, "post");
    await type("\u{1F9E0}".repeat(8000));
    press({});
    expect(post).toHaveBeenCalledTimes(1);
    await type("a".repeat(8001));
    press({});
    expect(post).toHaveBeenCalledTimes(1);
    expect(root.textContent).toContain("8,001 of 8,000");
  });

  it("adds a phrase to what is written instead of replacing it", async () => {
    await type("One.");
    root.querySelector("button")?.click();
    expect(room.draft.text.peek()).toBe("One. Blood pressure now?");
  });
});

describe("runs", () => {
  const said = (seq: number, from: string | null, minute: number): Msg => ({
    t: "msg",
    room: "r",
    seq,
    from,
    cmid: null,
    kind: from === null ? "system" : "text",
    body: from === null ? { code: "entered", params: {} } : { text: String(seq) },
    at: new Date(Date.UTC(2025, 10, 3, 6, minute)).toISOString(),
  });
  const runs = (...messages: Msg[]) => runsOf(messages, () => "day").map((run) => run.messages.map((each) => each.seq));

  it("join one person's lines until somebody else speaks or time passes", () => {
    expect(runs(said(1, "a", 0), said(2, "a", 1), said(3, "b", 1), said(4, "a", 2), said(5, "a", 9))).toEqual([[1, 2], [3], [4], [5]]);
    expect(runs(said(1, null, 0), said(2, null, 0))).toEqual([[1], [2]]);
  });
});

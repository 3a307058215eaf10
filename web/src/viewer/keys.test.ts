import { beforeEach, describe, expect, it } from "vitest";
import { keyIsOurs } from "./keys";

describe("single keys", () => {
  beforeEach(() => {
    document.body.innerHTML = `<section><div tabindex="0"></div><input><select></select></section><textarea></textarea><p contenteditable="true"></p><a href="#">x</a>`;
  });

  function pressed(where: string, init: KeyboardEventInit = {}): boolean {
    const stage = document.querySelector("section");
    const target = where === "body" ? document.body : document.querySelector(where);
    if (!stage || !target) throw new Error(`no ${where}`);
    const event = new KeyboardEvent("keydown", { key: "l", bubbles: true, cancelable: true, ...init });
    target.dispatchEvent(event);
    return keyIsOurs(event, stage);
  }

  it.each(["section div", "body", "a"])("work on %s", (where) => {
    expect(pressed(where)).toBe(true);
  });

  it.each(["input", "select", "textarea", "p"])("are dead in %s", (where) => {
    expect(pressed(where)).toBe(false);
  });

  it("that scroll are left to what has the focus", () => {
    expect(pressed("a", { key: "PageDown" })).toBe(false);
    expect(pressed("body", { key: "PageDown" })).toBe(true);
  });

  it.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }, { isComposing: true }, { keyCode: 229 }])("are dead with %o", (init) => {
    expect(pressed("section div", init)).toBe(false);
  });
});

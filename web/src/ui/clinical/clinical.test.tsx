import { render } from "preact";
import { beforeEach, describe, expect, it } from "vitest";
import { showLanguage } from "../../i18n";
import { CaseRow } from "./case/CaseRow";
import { clockState } from "./clock/clockState";
import { sexAge } from "./patient/PatientLine";
import { initials } from "./case/PersonChip";
import { UrgencyMark } from "./case/UrgencyMark";

const AT = Date.parse("2025-11-03T06:00:00.000Z");
const at = (seconds: number) => new Date(AT + seconds * 1000).toISOString();

beforeEach(() => showLanguage("en"));

describe("the clock", () => {
  it("is calm, then in its last third, then over and counting up", () => {
    const limit = { begin: at(-1200), due: at(600) };
    expect(clockState(limit, AT - 60_000)).toEqual({ text: "11:00", tone: "calm", over: 0 });
    expect(clockState(limit, AT)).toEqual({ text: "10:00", tone: "last-third", over: 0 });
    expect(clockState(limit, AT + 640_000)).toEqual({ text: "+0:40", tone: "overdue", over: 40_000 });
  });

  it("reads 0:00 only when the limit is reached", () => {
    expect(clockState({ due: at(1) }, AT + 10).text).toBe("0:01");
    expect(clockState({ due: at(1) }, AT + 1000).text).toBe("0:00");
  });

  it("counts up from an onset and stands still while paused", () => {
    expect(clockState({ since: at(-6720) }, AT).text).toBe("1 h 52");
    expect(clockState({ since: at(30) }, AT).text).toBe("0:00");
    expect(clockState({ due: at(300), pausedAt: at(0) }, AT + 900_000)).toMatchObject({ text: "5:00" });
  });
});

describe("persons", () => {
  it("have two letters", () => {
    expect(["专家甲", "马晓", "Nguyễn Thị Hoa", "Dr. Lan Anh", "Hoa"].map(initials)).toEqual([
      "家甲",
      "马晓",
      "NH",
      "LA",
      "H",
    ]);
  });

  it("are told by sex and age in the language's way", async () => {
    expect(sexAge("male", 58)).toBe("M 58 y");
    expect(sexAge(null, "5 d")).toBe("5 d");
    await showLanguage("zh-CN");
    expect(sexAge("female", 71)).toBe("女 71 岁");
  });
});

describe("rows", () => {
  it("carry urgency in word and letter, one link and one action apart from it", () => {
    const root = document.createElement("ul");
    let pressed = 0;
    render(
      <CaseRow
        href="/cases/1"
        urgency="emergency"
        name="示例"
        question="STEMI?"
        where="ringing"
        unread={2}
        action={{ text: "Acknowledge", onPress: () => (pressed += 1) }}
      />,
      root,
    );
    expect(root.querySelector("svg")?.getAttribute("aria-label")).toBe("Emergency");
    expect(root.querySelector("svg text")?.textContent).toBe("E");
    expect(root.querySelector("a")?.getAttribute("href")).toBe("/cases/1");
    root.querySelector("button")?.click();
    expect(pressed).toBe(1);
    expect(root.querySelector("a button")).toBeNull();
    expect(root.textContent).toContain("2 unread messages");
  });

  it("follow the language without a reload", async () => {
    const root = document.createElement("div");
    render(<UrgencyMark urgency="urgent" />, root);
    await showLanguage("zh-CN");
    await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(root.querySelector("text")?.textContent).toBe("加");
  });
});

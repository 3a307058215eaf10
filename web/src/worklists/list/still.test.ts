import { describe, expect, it } from "vitest";
import type { Group, Row } from "../board";
import { rowOf } from "../testing";
import { keepStill } from "./still";

const list = (key: Group["key"], ...items: Row[]): Group => ({ key, items });
const ids = (groups: readonly { items: readonly Row[] }[]) => groups.map((group) => group.items.map((row) => row.request_id));

describe("a list under the hand", () => {
  const shown = [list("for_me", rowOf("a"), rowOf("b")), list("mine", rowOf("c"))];

  it("keeps its rows in place and says how many wait", () => {
    const still = keepStill(shown, [list("for_me", rowOf("n"), rowOf("b"), rowOf("a"), rowOf("m")), list("mine", rowOf("c"))]);
    expect(ids(still.groups)).toEqual([["a", "b"], ["c"]]);
    expect(still).toMatchObject({ waiting: 2, entered: 0 });
  });

  it("lets an emergency in at once, at the top of its group", () => {
    const call = rowOf("e", { urgency: "emergency" });
    const still = keepStill(shown, [list("for_me", rowOf("a"), call, rowOf("b")), list("mine", rowOf("c"))]);
    expect(ids(still.groups)).toEqual([["e", "a", "b"], ["c"]]);
    expect(still).toMatchObject({ waiting: 0, entered: 1 });
  });

  it("changes a row's words where it stands, even when it belongs elsewhere now", () => {
    const still = keepStill(shown, [list("for_me", rowOf("b")), list("mine", rowOf("a", { state: "accepted" }), rowOf("c"))]);
    expect(ids(still.groups)).toEqual([["a", "b"], ["c"]]);
    expect(still.groups[0]?.items[0]?.state).toBe("accepted");
    expect(still.waiting).toBe(0);
  });

  it("leaves a row that is gone, with nothing to press", () => {
    const still = keepStill([list("for_me", rowOf("a", { allowed: ["take"], unread: 2 }))], [list("for_me")]);
    expect(still.groups[0]?.items[0]).toMatchObject({ request_id: "a", gone: true, allowed: [], unread: 0 });
  });

  it("shows a group that an emergency opens", () => {
    const still = keepStill([list("mine", rowOf("c"))], [list("for_me", rowOf("e", { urgency: "emergency" })), list("mine", rowOf("c"))]);
    expect(still.groups.map((group) => group.key)).toEqual(["for_me", "mine"]);
  });
});

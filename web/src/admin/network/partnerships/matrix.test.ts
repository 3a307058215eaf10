import { describe, expect, it } from "vitest";
import type { Hospital, Partnership } from "../../types";
import { endsIn, matrixOf, standing } from "./matrix";

const NOW = Date.parse("2026-11-21T06:00:00Z");

const hospital = (id: string, kind: Hospital["kind"] = "hospital"): Hospital => ({
  id,
  kind,
  name: `Hospital ${id}`,
  time_zone: "Asia/Shanghai",
  locale: "zh-CN",
  level: "",
  phone: "",
  parent_id: null,
  demo: false,
});

const agreement = (id: string, from: string, to: string, change: Partial<Partnership> = {}): Partnership => ({
  id,
  requester_org: from,
  requester_name: from,
  provider_org: to,
  provider_name: to,
  services: ["consultation"],
  valid_from: "2026-01-01T00:00:00Z",
  valid_to: null,
  allows_referral: false,
  active: true,
  ...change,
});

const ids = (places: readonly { id: string }[]) => places.map((each) => each.id);
const network = [hospital("a"), hospital("b"), hospital("c"), hospital("o", "authority")];

describe("an agreement", () => {
  it("is said to end when sixty days are left, its last day counted", () => {
    const until = (valid_to: string | null) => endsIn(agreement("1", "a", "b", { valid_to }), "Asia/Shanghai", NOW);
    expect(until("2026-11-21T16:00:00Z")).toBe(1);
    expect(until("2027-01-19T16:00:00Z")).toBe(60);
    expect(until("2027-01-20T16:00:00Z")).toBeNull();
    expect(until(null)).toBeNull();
    expect(until("2026-11-20T16:00:00Z")).toBeNull();
  });

  it("is in force from its first moment until, not including, its end", () => {
    const at = new Date(NOW).toISOString();
    expect(standing(agreement("1", "a", "b", { valid_from: at }), NOW)).toBe("active");
    expect(standing(agreement("1", "a", "b", { valid_to: at }), NOW)).toBe("ended");
    expect(standing(agreement("1", "a", "b", { valid_from: "2027-01-01T00:00:00Z" }), NOW)).toBe("coming");
    expect(standing(agreement("1", "a", "b", { valid_from: at, valid_to: at }), NOW)).toBe("ended");
  });
});

describe("the matrix", () => {
  const usual = { all: false, ended: false, now: NOW };

  it("has those who ask down, those who answer across, and is directed", () => {
    const matrix = matrixOf(network, [agreement("1", "a", "b"), agreement("2", "c", "b")], usual);
    expect(ids(matrix.rows)).toEqual(["a", "c"]);
    expect(ids(matrix.columns)).toEqual(["b"]);
    expect(ids(matrix.cell("a", "b"))).toEqual(["1"]);
    expect(matrix.cell("b", "a")).toEqual([]);
  });

  it("shows every hospital when asked to, and an authority only where it has an agreement", () => {
    const matrix = matrixOf(network, [agreement("1", "a", "o")], { ...usual, all: true });
    expect(ids(matrix.rows)).toEqual(["a", "b", "c"]);
    expect(ids(matrix.columns)).toEqual(["a", "b", "c", "o"]);
  });

  it("keeps ended agreements out of sight until wanted, and then last", () => {
    const found = [
      agreement("old", "a", "b", { valid_to: "2026-02-01T00:00:00Z" }),
      agreement("next", "a", "b", { valid_from: "2027-01-01T00:00:00Z" }),
      agreement("now", "a", "b", { valid_to: "2027-01-01T00:00:00Z" }),
    ];
    expect(ids(matrixOf(network, found, usual).cell("a", "b"))).toEqual(["now", "next"]);
    expect(ids(matrixOf(network, found, { ...usual, ended: true }).cell("a", "b"))).toEqual(["now", "next", "old"]);
    expect(matrixOf(network, [found[0]!], usual).rows).toEqual([]);
  });
});

import * as fakeIndexedDB from "fake-indexeddb";
import { describe, expect, it } from "vitest";
import { dropAllOf, dropFile, keepBatch, keepFiles, keptBatches, keptKeys, readFile, type KeptBatch } from "./kept";

Object.assign(globalThis, fakeIndexedDB, { indexedDB: fakeIndexedDB.indexedDB });

const batch = (id: string, person = "p"): KeptBatch => ({
  id,
  person,
  target: { caseId: "c", orgId: null },
  name: "CT",
  at: 0,
  held: false,
  paused: false,
  leftOut: 0,
  files: [],
});
const file = (key: string) => ({ key, file: new File([key], key) });

describe("a batch on this device", () => {
  it("has copies of what has not arrived, one by one", async () => {
    await keepBatch(batch("b"));
    expect(await keepFiles("b", [file("1"), file("2"), file("3")], (key) => key !== "2")).toBe(true);
    expect(await keptKeys("b")).toEqual(new Set(["1", "3"]));
    await dropFile("b", "1");
    expect(await keptKeys("b")).toEqual(new Set(["3"]));
    expect(await readFile("b", "3")).not.toBeNull();
    expect(await readFile("b", "1")).toBeNull();
  });

  it("belongs to one person and goes with them, copies and all", async () => {
    await keepBatch(batch("mine", "m"));
    await keepBatch(batch("theirs", "t"));
    await keepFiles("mine", [file("1")], () => true);
    await keepFiles("theirs", [file("1")], () => true);
    await dropAllOf("m");
    expect([await keptBatches("m"), await keptKeys("mine")]).toEqual([[], new Set()]);
    expect((await keptBatches("t")).map(({ id }) => id)).toEqual(["theirs"]);
    expect(await keptKeys("theirs")).toEqual(new Set(["1"]));
  });
});

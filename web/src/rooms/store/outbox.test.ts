import * as fakeIndexedDB from "fake-indexeddb";
import { beforeEach, describe, expect, it } from "vitest";
import { forgetSynced, keepBegun, readBegun } from "./begun";
import { newId } from "./cmid";
import { database } from "./db";
import { outboxOf } from "./outbox";

Object.assign(globalThis, fakeIndexedDB, { indexedDB: fakeIndexedDB.indexedDB });

beforeEach(async () => {
  const db = await database();
  await db.clear("outbox");
  await db.clear("begun");
});

const message = (cmid: string, room = "r", person = "me") => ({ person, room, cmid, text: cmid, at: "" });

describe("this device", () => {
  it("keeps messages per person and room in the order written", async () => {
    const mine = outboxOf("me", "r");
    for (const cmid of ["z", "a", "m"]) await mine.add(message(cmid));
    await outboxOf("me", "other").add(message("b", "other"));
    await outboxOf("you", "r").add(message("c", "r", "you"));
    expect((await mine.load()).map((each) => each.cmid)).toEqual(["z", "a", "m"]);
    await mine.remove("a");
    await mine.remove("unknown");
    expect((await mine.load()).map((each) => each.cmid)).toEqual(["z", "m"]);
  });

  it("forgets at log-out what the server has, and only that", async () => {
    await keepBegun("me", "room:1", "only here", false);
    await keepBegun("me", "room:2", "also there", true);
    await keepBegun("you", "room:3", "not mine", true);
    await forgetSynced("me");
    expect((await readBegun<string>("me", "room:1"))?.value).toBe("only here");
    expect(await readBegun("me", "room:2")).toBeUndefined();
    expect((await readBegun<string>("you", "room:3"))?.value).toBe("not mine");
  });

  it("makes ids that sort by time", () => {
    const early = newId(1_700_000_000_000);
    const late = newId(1_700_000_000_001);
    expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(early < late).toBe(true);
  });
});

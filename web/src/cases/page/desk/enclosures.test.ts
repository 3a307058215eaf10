import * as fakeIndexedDB from "fake-indexeddb";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { session, type Session } from "../../../api";
import { keepBegun, live, readAllBegun, type RoomStore, type Saying } from "../../../rooms";
import type { UploadItem } from "../../../upload";
import { enclose, restoreEnclosed, settle } from "./enclosures";

Object.assign(globalThis, fakeIndexedDB);

const upload = vi.hoisted(() => ({
  addFiles: vi.fn<(target: unknown, files: readonly File[]) => void>(),
  stored: (_item: Partial<UploadItem>) => undefined as void,
  refused: (_item: Partial<UploadItem>) => undefined as void,
}));
vi.mock("../../../upload", () => ({
  addFiles: upload.addFiles,
  onStored: (listener: typeof upload.stored) => (upload.stored = listener),
  onRefused: (listener: typeof upload.refused) => (upload.refused = listener),
}));

const note = () => new File(["opus"], "Voice note.webm");
const SPOKEN = { kind: "voice", body: { seconds: 4, text: "sweating" } } as const;
const IN_CASE = { id: "m1", kind: "attachment" as const, item_id: "a1", removed: null };
let room: RoomStore;
let said: Saying[];
let number = 0;
const kept = () => readAllBegun<{ item: string | null }>("me", "enclosed:");

beforeEach(() => {
  session.value = { person: { id: "me" } } as Session;
  vi.stubGlobal("fetch", () => Promise.reject(new Error("no line")));
  upload.addFiles.mockClear();
  number += 1;
  room = live.room(`room-${number}`);
  said = [];
  vi.spyOn(room, "say").mockImplementation((one) => {
    said.push(one);
    return Promise.resolve();
  });
});

afterEach(() => vi.unstubAllGlobals());

it("is shown and kept until the file is in the case, then said once", async () => {
  enclose({ caseId: `case-${number}`, room: room.id }, [note()], SPOKEN);
  expect(room.enclosed.value).toMatchObject([{ text: "sweating", failed: null }]);
  await vi.waitFor(async () => expect(await kept()).toHaveLength(1));
  upload.stored({ caseId: `case-${number}`, name: "Voice note.webm", size: 4, material: "attachment:a1" });
  settle(room.id, [IN_CASE]);
  settle(room.id, [IN_CASE]);
  expect(said).toEqual([{ kind: "voice", body: { seconds: 4, text: "sweating", material: "m1" } }]);
  expect(room.enclosed.value).toEqual([]);
  await vi.waitFor(async () => expect(await kept()).toHaveLength(0));
});

it("says why a file was not taken, and keeps its words until they are given up", () => {
  enclose({ caseId: `case-${number}`, room: room.id }, [note()], SPOKEN);
  upload.refused({ caseId: `case-${number}`, name: "Voice note.webm", size: 4, reason: "intake.refused.program" });
  expect(room.enclosed.value).toMatchObject([{ text: "sweating", failed: "intake.refused.program" }]);
});

it("goes on in a page that is opened later, once", async () => {
  await keepBegun("me", "enclosed:e", { id: "e", caseId: "c", room: room.id, file: note(), saying: SPOKEN, item: null, failed: null }, false);
  await restoreEnclosed(room.id, []);
  await restoreEnclosed(room.id, []);
  expect(upload.addFiles).toHaveBeenCalledTimes(1);
  expect(room.enclosed.value).toMatchObject([{ text: "sweating" }]);
});

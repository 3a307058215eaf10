import { beforeEach, describe, expect, it } from "vitest";
import { showLanguage } from "../../i18n";
import { fresh } from "../queue/single";
import type { Item, Phase } from "../state";
import { begunWith, mark, type Listed } from "./earlier";
import { folderOf } from "./gather";
import { ended, sumOf, type Batch } from "./list";
import { sift } from "./sift";
import { batchWords, leftWords } from "./words";

const file = (path: string, body: BlobPart = "x") => ({ path, file: new File([body], path.split("/").pop() ?? "") });
const dicom = () => new Blob([new Uint8Array(128), "DICM and more"]);
const listed = (part: Partial<Listed>): Listed => ({ id: "u", url: "/uploads/u", name: "a", path: "a", batch: "b", size: 1, offset: 1, sha256: "", state: "stored", reason: "", item: "", ...part });
const CASE = { caseId: "c", orgId: null };
const at = (phase: Phase, part: Partial<Item> = {}): Item => ({ ...fresh(CASE, { name: "a", path: "CT/a", size: 100, batch: "b" }), phase, ...part });

describe("a chosen folder", () => {
  it("goes by its top name", () => {
    expect(folderOf(["CT/1/a", "CT/2/a"])).toBe("CT");
    expect(folderOf(["CT/a", "MR/a"])).toBe("");
    expect(folderOf(["a", "b"])).toBe("");
  });

  it("leaves out litter, programs and empty files, and says which", async () => {
    const { send, leftOut } = await sift([file("CT/IM1"), file("CT/Thumbs.db"), file("CT/viewer/RUN.EXE"), file("CT/empty", ""), file("__MACOSX/._IM1")]);
    expect(send.map(({ path }) => path)).toEqual(["CT/IM1"]);
    expect(leftOut.map(({ path, why }) => [path, why])).toEqual([
      ["CT/Thumbs.db", "litter"],
      ["CT/viewer/RUN.EXE", "program"],
      ["CT/empty", "empty"],
      ["__MACOSX/._IM1", "litter"],
    ]);
  });

  it("of a disc sends its images, by their bytes and whatever their names, and its papers", async () => {
    const { send, leftOut } = await sift([file("D/DICOMDIR", dicom()), file("D/IMG/A.EXE", dicom()), file("D/report.pdf"), file("D/viewer/logo.png")]);
    expect(send.map(({ path }) => path)).toEqual(["D/DICOMDIR", "D/IMG/A.EXE", "D/report.pdf"]);
    expect(leftOut.map(({ why }) => why)).toEqual(["disc"]);
  });
});

describe("what the server has of it", () => {
  const marks = new Set([mark("CT/a", 1), mark("CT/b", 1)]);

  it("is gone on with while something of it is missing", () => {
    expect(begunWith(marks, [listed({ path: "CT/a", batch: "old" })])?.batch).toBe("old");
    expect(begunWith(marks, [listed({ path: "CT/a" }), listed({ path: "CT/b", state: "receiving" })])?.known.size).toBe(2);
  });

  it("is sent anew when all of it was there before, or it was another folder", () => {
    expect(begunWith(marks, [listed({ path: "CT/a" }), listed({ path: "CT/b" })])).toBeNull();
    expect(begunWith(marks, [listed({ path: "MR/a" }), listed({ path: "CT/a", size: 2 })])).toBeNull();
  });
});

describe("a batch in words", () => {
  beforeEach(() => showLanguage("en"));
  const batch: Batch = { id: "b", target: CASE, name: "CT", kept: "yes", looking: false, partial: false, leftOut: [] };
  const words = (...items: Item[]) => batchWords(batch, sumOf(items));

  it("says how far it is and what it waits for", () => {
    expect(words(at("stored", { sent: 100 }), at("paused", { sent: 50 }))).toBe("1 of 2 files · 150 byte of 200 byte · paused");
    expect(words(at("stored", { sent: 100 }), at("orphan"))).toContain("Choose the same folder again");
    expect(words(at("stored"), at("kept"))).toBe("All 2 files are with the server");
    expect(words(at("stored"), at("refused"))).toBe("1 of 2 files are with the server");
  });

  it("is at its end when nothing is on its way any more, failed ones included", () => {
    const sum = sumOf([at("stored"), at("failed", { reason: "file_gone" })]);
    expect([ended(sum), batchWords(batch, sum)]).toEqual([true, "1 of 2 files are with the server"]);
    expect(ended(sumOf([at("stored"), at("checking")]))).toBe(false);
  });

  it("tells the time left as one would", () => {
    expect([20, 100, 5_400].map(leftWords)).toEqual(["less than a minute left", "about 2 minutes left", "about 2 hours left"]);
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError, OfflineError } from "../../api";
import type { OpinionDraft, Question } from "../../cases/detail";
import { answerTo, EMPTY, tidy, unanswered, withAnswer, withSection, type Writing } from "./complete";
import { newDrafting, type OpinionDrafting } from "./draft";

const questions: Question[] = [
  { no: 1, text: "STEMI?", state: "open", asked_at: null },
  { no: 2, text: "Dose?", state: "open", asked_at: null },
];

describe("completeness", () => {
  it("wants an answer or a reason for each question", () => {
    expect(unanswered(questions, EMPTY)).toEqual([1, 2]);
    const one = withAnswer(EMPTY, { no: 1, text: "Yes.", cannot: false, reason: "" });
    expect(unanswered(questions, one)).toEqual([2]);
    const empty = withAnswer(one, { no: 2, text: "ignored", cannot: true, reason: "  " });
    expect(unanswered(questions, empty)).toEqual([2]);
    expect(unanswered(questions, withAnswer(one, { no: 2, text: "", cannot: true, reason: "no creatinine" }))).toEqual([]);
  });

  it("keeps one answer per question, in order, and sends nothing empty", () => {
    let writing: Writing = withAnswer(EMPTY, { no: 2, text: "b", cannot: false, reason: "" });
    writing = withAnswer(writing, { no: 1, text: " ", cannot: false, reason: "" });
    writing = withAnswer(writing, { no: 2, text: "c", cannot: false, reason: "" });
    writing = withSection(withSection(writing, "findings", " "), "treatment", "x");
    expect(writing.answers.map((each) => each.no)).toEqual([1, 2]);
    expect(tidy(writing)).toEqual({
      content: { treatment: "x" },
      answers: [{ no: 2, text: "c", cannot: false, reason: "" }],
    });
    expect(answerTo(writing, 3)).toEqual({ no: 3, text: "", cannot: false, reason: "" });
  });
});

describe("the draft", () => {
  const puts: [number, Writing][] = [];
  let answer: () => Promise<number>;
  let drafting: OpinionDrafting;
  const text = (findings: string): Writing => ({ content: { findings }, answers: [] });
  const other: OpinionDraft = { revision: 7, content: { findings: "other" }, answers: [], updated_at: "2025-11-03T06:00:00.000Z", begun_by: null };

  beforeEach(() => {
    vi.useFakeTimers();
    puts.length = 0;
    answer = () => Promise.resolve(puts.length);
    drafting = newDrafting("me", "q", (revision, writing) => {
      puts.push([revision, writing]);
      return answer();
    });
  });
  afterEach(() => vi.useRealTimers());

  it("goes to the server once for a burst of keys, each time with the revision it saw", async () => {
    await drafting.open(null);
    drafting.change(text("a"));
    drafting.change(text("ab"));
    await vi.advanceTimersByTimeAsync(1000);
    drafting.change(text("abc"));
    await vi.advanceTimersByTimeAsync(1000);
    expect(puts).toEqual([
      [0, text("ab")],
      [1, text("abc")],
    ]);
    expect(drafting.save.peek().state).toBe("synced");
    expect(drafting.revision).toBe(2);
  });

  it("stays on the device while the line is down and goes by itself later", async () => {
    await drafting.open(null);
    answer = () => Promise.reject(new OfflineError("unreachable"));
    drafting.change(text("a"));
    await vi.advanceTimersByTimeAsync(1000);
    expect(drafting.save.peek().state).toBe("local");
    answer = () => Promise.resolve(1);
    await vi.advanceTimersByTimeAsync(6000);
    expect(drafting.save.peek().state).toBe("synced");
  });

  it("overwrites nothing when somebody else wrote meanwhile, until a choice is made", async () => {
    await drafting.open(null);
    answer = () => Promise.reject(new ApiError(412, "opinion.stale_version", {}, ""));
    drafting.change(text("mine"));
    await vi.advanceTimersByTimeAsync(1000);
    expect(drafting.conflict.peek()).toBe(true);
    await drafting.open(other);
    drafting.change(text("mine, more"));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(puts).toHaveLength(1);
    answer = () => Promise.resolve(8);
    drafting.settle(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(puts.at(-1)).toEqual([7, text("mine, more")]);
    expect(drafting.conflict.peek()).toBeNull();
  });

  it("takes the other text when asked to", async () => {
    await drafting.open(null);
    answer = () => Promise.reject(new ApiError(412, "opinion.stale_version", {}, ""));
    drafting.change(text("mine"));
    await vi.advanceTimersByTimeAsync(1000);
    await drafting.open(other);
    drafting.settle(false);
    expect(drafting.writing.peek().content.findings).toBe("other");
    expect(drafting.revision).toBe(7);
  });

  it("answers a flush only when the server has every key", async () => {
    await drafting.open(null);
    drafting.change(text("a"));
    expect(await drafting.flush()).toBe(true);
    expect(puts).toEqual([[0, text("a")]]);
    answer = () => Promise.reject(new OfflineError("unreachable"));
    drafting.change(text("b"));
    expect(await drafting.flush()).toBe(false);
  });
});

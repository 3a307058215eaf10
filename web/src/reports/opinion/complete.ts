import type { Answer, Content, Question, Section } from "../../cases/detail";

/** An opinion in the making: one answer per question and the sections of the paper. */
export interface Writing {
  content: Content;
  answers: readonly Answer[];
}

export const EMPTY: Writing = { content: {}, answers: [] };

export function answerTo(writing: Writing, no: number): Answer {
  return writing.answers.find((each) => each.no === no) ?? { no, text: "", cannot: false, reason: "" };
}

export function withAnswer(writing: Writing, answer: Answer): Writing {
  const others = writing.answers.filter((each) => each.no !== answer.no);
  return { ...writing, answers: [...others, answer].sort((a, b) => a.no - b.no) };
}

export function withSection(writing: Writing, section: Section, text: string): Writing {
  return { ...writing, content: { ...writing.content, [section]: text } };
}

/** Answered, or said why it cannot be. */
export const complete = (answer: Answer) => (answer.cannot ? answer.reason : answer.text).trim() !== "";

/** Numbers of the questions that still stand in the way of a signature. */
export function unanswered(questions: readonly Question[], writing: Writing): number[] {
  return questions.filter((each) => !complete(answerTo(writing, each.no))).map((each) => each.no);
}

/** What goes to the server: no empty answers, no empty sections. */
export function tidy(writing: Writing): { content: Content; answers: Answer[] } {
  const sections = Object.entries(writing.content).filter(([, text]) => text.trim() !== "");
  const answers = writing.answers.filter((each) => each.text.trim() !== "" || each.cannot);
  return { content: Object.fromEntries(sections) as Content, answers };
}

import type { Paper } from "./model";

/** The opinion as plain text, for a hospital's own record system. */
export function opinionText(paper: Paper): string {
  const title = [paper.title, paper.version].filter(Boolean).join(" ");
  const questions = paper.questions.flatMap(({ no, text, answer }) => [`${no}. ${text}`, `   ${indent(answer)}`]);
  const sections = paper.sections.flatMap(({ title: name, text }) => [`${name}:`, text]);
  const blocks = [
    [paper.demo ?? "", paper.hospital, title],
    [paper.patient.join(" · "), paper.county.join(" · ")],
    [paper.questionsTitle, ...questions],
    sections,
    paper.correction === null ? [] : [paper.correction],
    [paper.basis],
    paper.signature,
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.filter(Boolean).join("\n"))
    .join("\n\n");
}

const indent = (text: string) => text.replace(/\n/g, "\n   ");

/** Copies; also over plain http, where the clipboard of the browser is closed. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = document.createElement("textarea");
    box.value = text;
    box.style.position = "fixed";
    box.style.opacity = "0";
    document.body.append(box);
    box.select();
    const copied = document.execCommand("copy");
    box.remove();
    return copied;
  }
}

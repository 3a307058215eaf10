export { OpinionPanel } from "./OpinionPanel";
export { draftingOf } from "./opinion/draft";
export { answerTo, complete, unanswered, type Writing } from "./opinion/complete";
export { copyText, opinionText } from "./paper/asText";
export { signedPaper, type Paper } from "./paper/model";
export { OpinionPaper } from "./paper/OpinionPaper";
export { printPaper } from "./paper/printPaper";
export { Conflict } from "./opinion/Conflict";

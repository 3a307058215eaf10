/** True while an input method owns the key: Enter then picks a word and must send nothing. */
export function composing(event: KeyboardEvent): boolean {
  // Safari ends the composition before it reports the Enter that did so; 229 still tells.
  return event.isComposing || event.keyCode === 229;
}

/** Enter sends, Shift+Enter is a new line. */
export function sends(event: KeyboardEvent): boolean {
  return event.key === "Enter" && !event.shiftKey && !event.altKey && !event.ctrlKey && !event.metaKey && !composing(event);
}

import { signal } from "@preact/signals";

/** `/` was pressed; the page with the search takes the focus there and clears it. */
export const searchWanted = signal(false);

interface ShellDeeds {
  toPatient: (index: number) => void;
  newEmergency: () => void;
  search: () => void;
}

/** Alt+1…9 go to open patients, Alt+N starts an emergency, Ctrl+K searches; all work inside text fields. */
export function onShellKey(event: KeyboardEvent, act: ShellDeeds): void {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === "KeyK") {
    event.preventDefault();
    act.search();
    return;
  }
  if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
  const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
  if (digit !== undefined) {
    event.preventDefault();
    act.toPatient(Number(digit) - 1);
  } else if (event.code === "KeyN") {
    event.preventDefault();
    act.newEmergency();
  }
}

import { useMemo, useState } from "preact/hooks";
import { t } from "../../../i18n";
import type { RoomStore } from "../../store/room";
import { useCast } from "../people";
import { begunMention, completed, matching, type Callable } from "./mentions";

const ROLES = ["duty", "experts", "county", "coordinator"] as const;
const MOST = 6;

/** Everybody in the room by name, and the roles one calls without knowing who holds them. */
export function useCallable(room: RoomStore): readonly Callable[] {
  const { nameOf, me } = useCast();
  const members = room.members.value;
  return useMemo(() => {
    const people = members.filter(({ id }) => id !== me).map(({ id }) => ({ name: nameOf(id), mention: { person: id } }));
    return [...people, ...ROLES.map((role) => ({ name: t(`room.role.${role}`), mention: { role } }))];
  }, [members, me, nameOf]);
}

/** The list under the caret while an @ is being written. */
export function useMentions(callable: readonly Callable[], write: (text: string) => void) {
  const [begun, setBegun] = useState<{ word: string; caret: number } | null>(null);
  const [current, setCurrent] = useState(0);
  const choices = begun === null ? [] : matching(callable, begun.word).slice(0, MOST);
  const look = (box: HTMLTextAreaElement) => {
    const word = begunMention(box.value, box.selectionStart);
    setBegun(word === null ? null : { word, caret: box.selectionStart });
    setCurrent(0);
  };
  const pick = (box: HTMLTextAreaElement | null, { name }: Callable) => {
    if (box === null || begun === null) return;
    const whole = completed(box.value, begun.caret, name);
    write(whole.text);
    setBegun(null);
    requestAnimationFrame(() => {
      box.focus();
      box.setSelectionRange(whole.caret, whole.caret);
    });
  };
  /** True when the key was for the list. */
  const key = (event: KeyboardEvent, box: HTMLTextAreaElement): boolean => {
    if (choices.length === 0) return false;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : choices.length - 1;
      setCurrent((current + step) % choices.length);
    } else if (event.key === "Escape") setBegun(null);
    else if (event.key === "Enter" || event.key === "Tab") pick(box, choices[current] as Callable);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { choices, current, look, key, pick, close: () => setBegun(null) };
}

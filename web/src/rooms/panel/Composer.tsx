import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../i18n";
import { Button } from "../../ui";
import { send } from "../../ui/icons";
import type { RoomStore } from "../store/room";
import { sends } from "./composing";

export const MAX_TEXT = 8000;
const WARN_FROM = 7500;
const TALLEST = 160;

export interface ComposerProps {
  room: RoomStore;
  /** Whose room this is: named in the box, the cheapest guard against the wrong room. */
  patient: string;
  phrases: readonly string[];
}

export function Composer({ room, patient, phrases }: ComposerProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const text = room.draft.text.value;
  const length = text.length < WARN_FROM / 2 ? text.length : [...text].length;
  const ready = text.trim() !== "" && length <= MAX_TEXT;
  const label = t("room.write", { patient });

  useLayoutEffect(() => {
    const el = box.current;
    if (el === null) return;
    el.style.height = "auto";
    el.style.height = `${Math.min(TALLEST, el.scrollHeight + 2)}px`;
  }, [text]);

  const post = () => {
    if (ready) void room.post(text);
    box.current?.focus();
  };
  const add = (phrase: string) => {
    room.write(text === "" ? phrase : `${text}${/\s$/.test(text) ? "" : " "}${phrase}`);
    box.current?.focus();
  };
  return (
    <div class="composer">
      <div class="composer-phrases">
        {phrases.map((phrase) => (
          <button key={phrase} type="button" onClick={() => add(phrase)}>
            {phrase}
          </button>
        ))}
      </div>
      <div class="composer-box">
        <textarea
          ref={box}
          id="composer"
          rows={1}
          value={text}
          aria-label={label}
          placeholder={label}
          onInput={(event) => room.write(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (!sends(event)) return;
            event.preventDefault();
            post();
          }}
        />
        <Button icon={send} disabled={!ready} onClick={post}>
          {t("room.send")}
        </Button>
      </div>
      {length > WARN_FROM && (
        <p class={length > MAX_TEXT ? "composer-count composer-over" : "composer-count"}>
          {t("room.length", { n: length, limit: MAX_TEXT })}
        </p>
      )}
    </div>
  );
}

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { serverNow } from "../../../api";
import { t } from "../../../i18n";
import { Button } from "../../../ui";
import { send } from "../../../ui/icons";
import type { RoomStore, Way } from "../../store/room";
import { About } from "./About";
import { CardLine, NO_CHOICE } from "./CardLine";
import { MentionList } from "./MentionList";
import { mentionsIn } from "./mentions";
import { useCallable, useMentions } from "./useMentions";
import { Ways } from "./Ways";
import { useRecording } from "./recording";
import { VoiceLine } from "./VoiceLine";
import { sends } from "./composing";
import { useCast } from "../people";
import { usePlaces } from "../places";
import "./compose.css";

export const MAX_TEXT = 8000;
const LIMITS: Record<Way, number> = { plain: MAX_TEXT, urgent: MAX_TEXT, card: MAX_TEXT, voice: 1000, question: 500 };
const TALLEST = 160;

export interface ComposerProps {
  room: RoomStore;
  /** Whose room this is: named in the box, the cheapest guard against the wrong room. */
  patient: string;
  phrases: readonly string[];
}

export function Composer({ room, patient, phrases }: ComposerProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const { me } = useCast();
  const { attach, askFurther } = usePlaces();
  const [asking, setAsking] = useState(false);
  const chosen = room.way.value;
  const way = chosen === "question" && askFurther === undefined ? "plain" : chosen;
  const [card, setCard] = useState(NO_CHOICE);
  const recording = useRecording(room);
  const callable = useCallable(room);
  const mentions = useMentions(callable, (text) => room.write(text));
  const text = room.draft.text.value;
  const limit = LIMITS[way];
  const warnFrom = limit - Math.min(500, limit / 5);
  const length = text.length < warnFrom / 2 ? text.length : [...text].length;
  const voice = way === "voice" ? room.voice.value : null;
  const ready = text.trim() !== "" && length <= limit && (way !== "voice" || (voice !== null && attach !== undefined));
  const label = t("room.write", { patient });
  const hand = room.thread.value.hands.includes(me);

  useLayoutEffect(() => {
    const el = box.current;
    if (el === null) return;
    el.style.height = "auto";
    el.style.height = `${Math.min(TALLEST, el.scrollHeight + 2)}px`;
  }, [text, label, way]);
  useEffect(() => {
    if (recording.failure !== null) room.way.value = "plain";
  }, [recording.failure]);

  const post = () => {
    if (!ready || asking) return;
    if (way === "question") return void further();
    if (voice !== null) {
      attach?.([voice.file], { kind: "voice", body: { seconds: voice.seconds, text }, ...room.about() });
      room.write("");
    } else if (way === "card") void room.ask(text, card.owner, dueAt(card.due));
    else void room.post(text, { urgent: way === "urgent", mentions: mentionsIn(text, callable) });
    choose("plain");
    box.current?.focus();
  };
  const further = async () => {
    setAsking(true);
    const asked = await askFurther?.(text.trim());
    setAsking(false);
    if (!asked) return;
    room.write("");
    choose("plain");
  };
  const choose = (next: Way) => {
    room.way.value = next;
    if (next === "voice") void recording.start();
    else recording.drop();
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
      <About room={room} />
      {(way === "voice" || recording.failure !== null) && <VoiceLine recording={recording} voice={voice} />}
      {way === "question" && <p class="composer-voice">{t("room.question_about")}</p>}
      {way === "card" && <CardLine room={room} choice={card} onChoice={setCard} />}
      {mentions.choices.length > 0 && (
        <MentionList id="mentions" choices={mentions.choices} current={mentions.current} onPick={(one) => mentions.pick(box.current, one)} />
      )}
      <div class={`composer-box composer-box-${way}`}>
        <textarea
          ref={box}
          id="composer"
          rows={1}
          value={text}
          aria-label={label}
          placeholder={label}
          aria-controls={mentions.choices.length > 0 ? "mentions" : undefined}
          aria-activedescendant={mentions.choices.length > 0 ? `mentions-${mentions.current}` : undefined}
          onInput={(event) => {
            room.write(event.currentTarget.value);
            mentions.look(event.currentTarget);
          }}
          onBlur={mentions.close}
          onPaste={(event) => {
            const files = [...(event.clipboardData?.files ?? [])];
            if (attach === undefined || files.length === 0) return;
            event.preventDefault();
            attach(files);
          }}
          onKeyDown={(event) => {
            if (mentions.key(event, event.currentTarget) || !sends(event)) return;
            event.preventDefault();
            post();
          }}
        />
        <Button icon={send} disabled={!ready} busy={asking} onClick={post}>
          {t(way === "plain" ? "room.send" : `room.send_${way}`)}
        </Button>
      </div>
      <Ways way={way} onWay={choose} hand={hand} onHand={() => void room.say({ kind: "hand", body: { up: !hand } })} />
      {length > warnFrom && (
        <p class={length > limit ? "composer-count composer-over" : "composer-count"}>
          {t("room.length", { n: length, limit })}
        </p>
      )}
    </div>
  );
}

function dueAt(minutes: string): string | undefined {
  return minutes === "" ? undefined : new Date(serverNow() + Number(minutes) * 60_000).toISOString();
}

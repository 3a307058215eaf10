import { useEffect, useRef, useState } from "preact/hooks";
import { serverNow } from "../../../api";
import { formatTime, t } from "../../../i18n";
import type { RoomStore, Voice } from "../../store/room";

export const LONGEST_S = 60;
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus"];

const typeHere = () => (typeof MediaRecorder === "undefined" ? undefined : TYPES.find((type) => MediaRecorder.isTypeSupported(type)));

/** Opus can be recorded here; over plain http no browser gives a microphone. */
export const canRecord = () => window.isSecureContext && typeHere() !== undefined && navigator.mediaDevices !== undefined;

type Failure = "refused" | "none";

/** One voice note at a time, a minute at most; nothing leaves the page before it is sent. */
export function useRecording({ voice, way }: Pick<RoomStore, "voice" | "way">) {
  const recorder = useRef<MediaRecorder | null>(null);
  // Counts beginnings and ends: what an earlier one still tells is heard by nobody.
  const turn = useRef(0);
  const [since, setSince] = useState<number | null>(null);
  const [seconds, setSeconds] = useState(0);
  const [failure, setFailure] = useState<Failure | null>(null);

  const stop = () => recorder.current?.state === "recording" && recorder.current.stop();
  const drop = () => {
    turn.current += 1;
    recorder.current?.stream.getTracks().forEach((track) => track.stop());
    recorder.current = null;
    setSince(null);
    setSeconds(0);
    voice.value = null;
    setFailure(null);
  };
  const start = async () => {
    drop();
    const mine = turn.current;
    const gone = () => turn.current !== mine;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      // Allowed after it was given up: the microphone must not stay open.
      if (gone()) return stream.getTracks().forEach((track) => track.stop());
      const made = record(stream, (spoken) => {
        setSince(null);
        if (!gone()) voice.value = spoken;
      });
      recorder.current = made;
      setSince(performance.now());
    } catch (error) {
      if (!gone()) setFailure(error instanceof DOMException && error.name === "NotFoundError" ? "none" : "refused");
    }
  };
  useEffect(() => {
    if (since === null) return undefined;
    const timer = setInterval(() => {
      const passed = (performance.now() - since) / 1000;
      setSeconds(Math.min(LONGEST_S, passed));
      if (passed >= LONGEST_S) stop();
    }, 200);
    return () => clearInterval(timer);
  }, [since]);
  // Who turns to another page has spoken; whoever never began, never will.
  useEffect(
    () => () => {
      if (recorder.current !== null) return void stop();
      turn.current += 1;
      if (way.peek() === "voice" && voice.peek() === null) way.value = "plain";
    },
    [],
  );
  return { recording: since !== null, seconds, failure, start, stop, drop };
}

function record(stream: MediaStream, onEnd: (spoken: Voice) => void): MediaRecorder {
  const mimeType = typeHere() ?? "";
  const made = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 24_000 });
  const parts: Blob[] = [];
  const began = performance.now();
  made.ondataavailable = (event) => parts.push(event.data);
  made.onstop = () => {
    stream.getTracks().forEach((track) => track.stop());
    const length = Math.min(LONGEST_S, (performance.now() - began) / 1000);
    const name = t("room.voice_name", { time: formatTime(serverNow()).replace(/:/g, ".") });
    const file = new File(parts, `${name}.${mimeType.startsWith("audio/ogg") ? "ogg" : "webm"}`, { type: mimeType });
    onEnd({ file, seconds: Math.max(0.1, Number(length.toFixed(1))) });
  };
  made.start();
  return made;
}

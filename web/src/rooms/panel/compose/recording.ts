import { useEffect, useRef, useState } from "preact/hooks";

export const LONGEST_S = 60;
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus"];

export interface Voice {
  file: File;
  seconds: number;
}

const typeHere = () => (typeof MediaRecorder === "undefined" ? undefined : TYPES.find((type) => MediaRecorder.isTypeSupported(type)));

/** Opus can be recorded here; over plain http no browser gives a microphone. */
export const canRecord = () => window.isSecureContext && typeHere() !== undefined && navigator.mediaDevices !== undefined;

/** One voice note at a time, a minute at most; nothing leaves the page before it is sent. */
export function useRecording() {
  const recorder = useRef<MediaRecorder | null>(null);
  const [since, setSince] = useState<number | null>(null);
  const [seconds, setSeconds] = useState(0);
  const [voice, setVoice] = useState<Voice | null>(null);
  const [failure, setFailure] = useState<"refused" | null>(null);

  const stop = () => recorder.current?.state === "recording" && recorder.current.stop();
  const drop = () => {
    recorder.current?.stream.getTracks().forEach((track) => track.stop());
    recorder.current = null;
    setSince(null);
    setSeconds(0);
    setVoice(null);
    setFailure(null);
  };
  const start = async () => {
    drop();
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const mimeType = typeHere() ?? "";
      const made = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 24_000 });
      const parts: Blob[] = [];
      const began = performance.now();
      made.ondataavailable = (event) => parts.push(event.data);
      made.onstop = () => {
        stream.getTracks().forEach((track) => track.stop());
        setSince(null);
        const length = Math.min(LONGEST_S, (performance.now() - began) / 1000);
        setVoice({ file: new File(parts, mimeType.startsWith("audio/ogg") ? "voice.ogg" : "voice.webm", { type: mimeType }), seconds: Math.max(0.1, Number(length.toFixed(1))) });
      };
      recorder.current = made;
      made.start();
      setSince(began);
    } catch {
      setFailure("refused");
    }
  };
  useEffect(() => {
    if (since === null) return undefined;
    const timer = setInterval(() => {
      const passed = (performance.now() - since) / 1000;
      setSeconds(passed);
      if (passed >= LONGEST_S) stop();
    }, 200);
    return () => clearInterval(timer);
  }, [since]);
  useEffect(() => drop, []);
  return { recording: since !== null, seconds, voice, failure, start, stop, drop };
}

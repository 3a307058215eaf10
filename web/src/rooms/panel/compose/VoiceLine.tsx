import { useEffect, useMemo } from "preact/hooks";
import { formatSpan, t } from "../../../i18n";
import { Button } from "../../../ui";
import type { Voice } from "../../store/room";
import { LONGEST_S, type useRecording } from "./recording";

interface VoiceLineProps {
  recording: ReturnType<typeof useRecording>;
  voice: Voice | null;
}

/** What is being recorded, then what was; its words are typed below, for whoever cannot listen. */
export function VoiceLine({ recording, voice }: VoiceLineProps) {
  const { failure } = recording;
  const src = useMemo(() => (voice === null ? null : URL.createObjectURL(voice.file)), [voice]);
  useEffect(() => () => void (src !== null && URL.revokeObjectURL(src)), [src]);
  if (failure !== null) return <p class="composer-count composer-over">{t(`room.voice_${failure}`)}</p>;
  if (recording.recording)
    return (
      <p class="composer-voice">
        <span role="timer">{t("room.voice_recording", { span: formatSpan(recording.seconds * 1000), limit: formatSpan(LONGEST_S * 1000) })}</span>
        <Button size="small" kind="outline" onClick={recording.stop}>
          {t("room.voice_stop")}
        </Button>
      </p>
    );
  if (src === null) return null;
  return (
    <p class="composer-voice">
      {/* The words are typed by whoever spoke: room.voice_about. */}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <audio controls src={src} />
      <Button size="small" kind="text" onClick={recording.drop}>
        {t("room.voice_drop")}
      </Button>
      <span>
        {(voice?.seconds ?? 0) >= LONGEST_S && `${t("room.voice_full")} `}
        {t("room.voice_about")}
      </span>
    </p>
  );
}

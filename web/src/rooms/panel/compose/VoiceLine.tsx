import { useEffect, useMemo } from "preact/hooks";
import { formatSpan, t } from "../../../i18n";
import { Button } from "../../../ui";
import type { useRecording } from "./recording";

/** What is being recorded, then what was; its words are typed below, for whoever cannot listen. */
export function VoiceLine({ recording }: { recording: ReturnType<typeof useRecording> }) {
  const { voice, failure } = recording;
  const src = useMemo(() => (voice === null ? null : URL.createObjectURL(voice.file)), [voice]);
  useEffect(() => () => void (src !== null && URL.revokeObjectURL(src)), [src]);
  if (failure !== null) return <p class="composer-over">{t("room.voice_refused")}</p>;
  if (recording.recording)
    return (
      <p class="composer-voice" role="status">
        {t("room.voice_recording", { span: formatSpan(recording.seconds * 1000) })}
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
      <span>{t("room.voice_about")}</span>
    </p>
  );
}

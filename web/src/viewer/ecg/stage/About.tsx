import { InfoLine } from "../../../ui/clinical/recording/InfoLine";
import { MachineStatement } from "../../../ui/clinical/recording/MachineStatement";
import { t } from "../../../i18n";
import { type EcgState, percentOf, recordingOf } from "./useEcg";
import { aboutWords, type EcgRecord, machineWords, timeWords, warningWords } from "./words";

/** "original data 100 %": what share of the stored samples is on screen. */
export function Quality({ state }: { state: EcgState }) {
  if (state.phase === "failed") return null;
  const requantised = state.recording?.signal.header.warnings.includes("ecg.requantised") ?? false;
  const whole = state.phase === "ready" && !requantised;
  const text = state.phase === "ready" && requantised
    ? t("ecg.quality_requantised")
    : t("ecg.quality", { percent: String(percentOf(state)) });
  return <span class={whole ? "ecg-quality" : "ecg-quality ecg-quality-part"}>{text}</span>;
}

/** Device, time, rate; the machine's words; what to be careful about. */
export function About({ record, state, phone }: { record: EcgRecord; state: EcgState; phone: boolean }) {
  const recording = recordingOf(state);
  const header = recording?.signal.header ?? null;
  const machine = header ? machineWords(header) : "";
  const warnings = recording ? warningWords(recording.signal.header, recording.traces) : [];
  return (
    <div class="ecg-about">
      <InfoLine machine={machine && <MachineStatement>{machine}</MachineStatement>} quality={!phone && <Quality state={state} />}>
        {phone ? timeWords(record, header) : aboutWords(record, header).join(" · ")}
      </InfoLine>
      {warnings.length > 0 && <output class="ecg-warnings">{warnings.join(" · ")}</output>}
    </div>
  );
}

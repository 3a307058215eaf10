/** Always dark: what the left button does, window, negative, reset, play; what the page puts in. */
import type { ComponentChildren } from "preact";
import { t } from "../../../i18n";
import type { Preset, PresetName } from "../dicom/window";
import type { Hand } from "../engine";

export interface CineState {
  playing: boolean;
  rate: number;
  onPlay: () => void;
  onRate: (rate: number) => void;
}

export interface ToolbarProps {
  hand: Hand;
  onHand: (hand: Hand) => void;
  presets: readonly Preset[];
  /** Null where the hand has set the window. */
  preset: PresetName | null;
  onPreset: (preset: PresetName) => void;
  colour: boolean;
  negative: boolean;
  onNegative: () => void;
  onReset: () => void;
  /** Null where there is only one picture. */
  cine: CineState | null;
  /** Null where the picture has none. */
  overlays: { shown: boolean; onToggle: () => void } | null;
  onQuote?: (() => void) | undefined;
  phone: boolean;
  tools?: ComponentChildren;
  toolsEnd?: ComponentChildren;
}

const HANDS: readonly Hand[] = ["scroll", "window", "pan", "zoom", "length"];
const RATES = [1, 2, 5, 10, 15, 20, 25, 30, 60];

function Tool({ word, hint, pressed, disabled, onClick }: { word: string; hint?: string; pressed?: boolean; disabled?: boolean; onClick: () => void }) {
  return (
    <button type="button" class="imaging-tool" aria-pressed={pressed} title={hint} disabled={disabled} onClick={onClick}>
      {word}
    </button>
  );
}

function Hands({ hand, onHand, phone }: ToolbarProps) {
  const offered = phone ? (["length"] as const) : HANDS;
  return (
    <div class="imaging-set" role="group" aria-label={t("imaging.hands")}>
      {offered.map((one) => (
        <Tool key={one} word={t(`imaging.hand.${one}`)} hint={t(`imaging.hint.${one}`)} pressed={one === hand} onClick={() => onHand(one === hand ? "scroll" : one)} />
      ))}
    </div>
  );
}

function presetWord(name: PresetName, colour: boolean): string {
  return colour ? t("imaging.colour") : t(`imaging.preset.${name}`);
}

function Presets({ presets, preset, onPreset, colour, phone }: ToolbarProps) {
  if (colour) return null;
  if (phone) {
    return (
      <div class="imaging-set" role="group" aria-label={t("imaging.windows")}>
        {presets.map(({ name }) => (
          <Tool key={name} word={presetWord(name, colour)} pressed={name === preset} onClick={() => onPreset(name)} />
        ))}
      </div>
    );
  }
  return (
    <div class="imaging-set">
      <select class="imaging-choice" aria-label={t("imaging.windows")} title={t("imaging.windows_hint")} value={preset ?? ""} onChange={(event) => onPreset(event.currentTarget.value as PresetName)}>
        {preset === null && <option value="">{t("imaging.preset.hand")}</option>}
        {presets.map(({ name }, index) => (
          <option key={name} value={name}>
            {`${index + 1}  ${presetWord(name, colour)}`}
          </option>
        ))}
      </select>
    </div>
  );
}

function Cine({ playing, rate, onPlay, onRate }: CineState) {
  const rates = RATES.includes(rate) ? RATES : [...RATES, rate].sort((a, b) => a - b);
  return (
    <div class="imaging-set">
      <Tool word={t(playing ? "imaging.pause" : "imaging.play")} hint="P" pressed={playing} onClick={onPlay} />
      <select class="imaging-choice" aria-label={t("imaging.rate")} title={t("imaging.rate")} value={String(rate)} onChange={(event) => onRate(Number(event.currentTarget.value))}>
        {rates.map((one) => (
          <option key={one} value={String(one)}>
            {t("imaging.per_second", { n: Math.round(one * 10) / 10 })}
          </option>
        ))}
      </select>
    </div>
  );
}

export function Toolbar(props: ToolbarProps) {
  const { cine, overlays, negative, phone } = props;
  return (
    <div class="imaging-tools" role="toolbar" aria-label={t("imaging.tools")}>
      {phone ? <Presets {...props} /> : <Hands {...props} />}
      {phone ? <Hands {...props} /> : <Presets {...props} />}
      {cine && <Cine {...cine} />}
      <div class="imaging-set">
        <Tool word={t("imaging.negative")} hint="I" pressed={negative} onClick={props.onNegative} />
        {overlays && <Tool word={t("imaging.overlays")} pressed={overlays.shown} onClick={overlays.onToggle} />}
        <Tool word={t("imaging.reset")} hint="0" onClick={props.onReset} />
        {props.tools}
      </div>
      <div class="imaging-end">
        {props.onQuote && <Tool word={t("imaging.quote")} hint={t("imaging.quote_hint")} onClick={props.onQuote} />}
        {props.toolsEnd}
      </div>
    </div>
  );
}

import { t } from "../../i18n";
import { Sample } from "./Sample";

const TOKENS = [
  "bg",
  "surface",
  "sunken",
  "line",
  "edge",
  "ink",
  "ink-2",
  "ink-3",
  "accent",
  "accent-soft",
  "emergency-fill",
  "emergency-soft",
  "urgent-mark",
  "urgent-soft",
  "done",
  "done-soft",
  "machine",
  "machine-soft",
  "box-bg",
  "box-bar",
  "box-frame",
  "ecg-sheet",
  "ecg-mm",
  "ecg-5mm",
  "ecg-trace",
  "person-1",
  "person-2",
  "person-3",
  "person-4",
  "person-5",
  "person-6",
  "person-7",
  "person-8",
];
const SIZES = [12, 13, 14, 16, 18, 22, 28];

export function ColourSamples() {
  return (
    <>
      <h2>{t("style.tokens")}</h2>
      <Sample name="--colour">
        <ul class="swatches">
          {TOKENS.map((each) => (
            <li key={each}>
              <span class="swatch" style={{ background: `var(--${each})` }} />
              {each}
            </li>
          ))}
        </ul>
      </Sample>
      <Sample name="--text">
        {SIZES.map((each) => (
          <span key={each} style={{ fontSize: `var(--text-${each})` }}>
            {each} {t("style.patient_short")}
          </span>
        ))}
      </Sample>
    </>
  );
}

import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../../i18n";
import { Button } from "../../../ui/forms/Button";
import { CARD_MM, forgetScale, readScale, storeScale } from "../trace/scale";
import { plain } from "./words";

const FINE_PX = 0.5;

/** Match a bar to a bank or identity card held on the glass; from then on 25 mm are 25 mm. */
export function CalibratePanel({ width, onDone }: { width: number; onDone: () => void }) {
  const scale = readScale();
  const room = width - 48;
  const side = CARD_MM.long * scale.pxPerMm * 1.25 <= room ? "long" : "short";
  const [px, setPx] = useState(CARD_MM[side] * scale.pxPerMm);
  const [kept, setKept] = useState(true);
  const bar = useRef<HTMLInputElement>(null);
  useEffect(() => bar.current?.focus(), []);
  const drag = useRef<number | null>(null);
  const limited = (value: number): number => Math.min(Math.max(value, 60), room);
  return (
    <section class="ecg-calibrate" aria-label={t("ecg.calibrate")}>
      <h2>{t("ecg.calibrate")}</h2>
      <p>{t(`ecg.calibrate_${side}`, { mm: plain(CARD_MM[side], 2) })}</p>
      <div
        class="ecg-card"
        style={{ width: `${px}px`, height: `${px * (side === "long" ? 0.32 : 0.5)}px` }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.current = event.clientX - px;
        }}
        onPointerMove={(event) => {
          if (drag.current !== null) setPx(limited(event.clientX - drag.current));
        }}
        onPointerUp={() => {
          drag.current = null;
        }}
      >
        <span class="ecg-card-edge" aria-hidden="true" />
      </div>
      <input
        ref={bar}
        type="range"
        min={60}
        max={room}
        step={FINE_PX}
        value={px}
        aria-label={t("ecg.calibrate_width")}
        aria-valuetext={`${plain(px / CARD_MM[side], 2)} px/mm`}
        onInput={(event) => setPx(Number(event.currentTarget.value))}
        onKeyDown={(event) => {
          if (event.key === "Escape") onDone();
        }}
      />
      {!kept && <p class="ecg-calibrate-failed">{t("ecg.calibrate_not_kept")}</p>}
      <div class="ecg-calibrate-deeds">
        <Button
          kind="outline"
          onClick={() => {
            if (storeScale(px, CARD_MM[side])) onDone();
            else setKept(false);
          }}
        >
          {t("ecg.calibrate_store")}
        </Button>
        {scale.calibrated && (
          <Button
            kind="text"
            onClick={() => {
              forgetScale();
              onDone();
            }}
          >
            {t("ecg.calibrate_forget")}
          </Button>
        )}
        <Button kind="text" onClick={onDone}>
          {t("ecg.calibrate_leave")}
        </Button>
      </div>
    </section>
  );
}

/** How many CSS pixels a millimetre of this screen's glass is, measured by the user with a card. */

/** CSS defines 96 px per inch. */
export const DEFAULT_PX_PER_MM = 96 / 25.4;
/** Phones put about 160 CSS px on an inch of glass. */
export const PHONE_PX_PER_MM = 6;
/** ISO/IEC 7810 ID-1: bank and identity cards. */
export const CARD_MM = { long: 85.6, short: 53.98 } as const;

const PHONE_SCREEN_PX = 500;
const LEAST = 1.5;
const MOST = 15;

export interface ScreenScale {
  pxPerMm: number;
  calibrated: boolean;
}

/** Another monitor or another zoom is another key, so a stale calibration never claims truth. */
function storageKey(): string {
  return `huizhen.ecg.pxPerMm.${screen.width}x${screen.height}@${devicePixelRatio}`;
}

function onPhone(): boolean {
  return Math.min(screen.width, screen.height) < PHONE_SCREEN_PX;
}

function plausible(pxPerMm: number): boolean {
  return pxPerMm >= LEAST && pxPerMm <= MOST;
}

/** The stored calibration of this screen, or the usual density marked as not calibrated. */
export function readScale(): ScreenScale {
  let stored = NaN;
  try {
    stored = Number.parseFloat(localStorage.getItem(storageKey()) ?? "");
  } catch {
    /* storage is off in this browser: stay uncalibrated */
  }
  if (plausible(stored)) return { pxPerMm: stored, calibrated: true };
  return { pxPerMm: onPhone() ? PHONE_PX_PER_MM : DEFAULT_PX_PER_MM, calibrated: false };
}

/** Remembers that `px` CSS pixels matched `mm` of card. Returns false when it was not kept. */
export function storeScale(px: number, mm: number): boolean {
  const pxPerMm = px / mm;
  if (!plausible(pxPerMm)) return false;
  try {
    localStorage.setItem(storageKey(), pxPerMm.toFixed(4));
    return true;
  } catch {
    return false;
  }
}

export function forgetScale(): void {
  try {
    localStorage.removeItem(storageKey());
  } catch {
    /* nothing was stored */
  }
}

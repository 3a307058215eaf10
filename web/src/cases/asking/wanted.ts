import { t } from "../../i18n";

const CARE = "care_";

/** Of a plan at home: done on a day, and no files are wanted. */
export const isCare = (wanted: string) => wanted.startsWith(CARE);

/** What a task asks for, in words. */
export const wantedName = (wanted: string) => (isCare(wanted) ? t(`asking.care.${wanted.slice(CARE.length)}`) : t(`asking.wanted.${wanted}`));

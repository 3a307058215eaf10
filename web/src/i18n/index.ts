export {
  formatBytes,
  formatDate,
  formatDateTime,
  formatMonth,
  formatNumber,
  formatSeconds,
  formatTime,
  monthOf,
  parseNumber,
  timeZone,
} from "./format";
export { choose, chooseLanguage, loadVoice, locale, LOCALE_NAMES, LOCALES, readersVoice, saidIn, showLanguage, type Voice } from "./locale";
export { searchable } from "./searchable";
export { formatDuration, formatSpan } from "./span";
export { has, listed, plural, t, tError, type Params } from "./translate";

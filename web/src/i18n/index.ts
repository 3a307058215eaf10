export {
  formatBytes,
  formatDate,
  formatDateTime,
  formatNumber,
  formatSeconds,
  formatSpan,
  formatTime,
  parseNumber,
  timeZone,
} from "./format";
export { choose, chooseLanguage, locale, LOCALE_NAMES, LOCALES, showLanguage } from "./locale";
export { has, plural, t, tError, type Params } from "./translate";

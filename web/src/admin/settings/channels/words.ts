import { t } from "../../../i18n";

/** The server's word for what went wrong, "" for nothing; the gateway's own text stands in its log. */
export const whyFailed = (error: string): string => (error === "" ? "" : t(`ladder.failure.${error}`));

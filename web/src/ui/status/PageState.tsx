import { ApiError, lastContact, OfflineError } from "../../api";
import { formatTime, t, tError } from "../../i18n";
import { Button } from "../forms/Button";
import "./status.css";

export interface PageStateProps {
  kind: "forbidden" | "not-found" | "offline" | "error";
  /** Shown in words under the sentence. */
  error?: unknown;
  onRetry?: () => void;
}

/** A page that cannot be shown: what failed, what is safe, what to press. */
export function PageState({ kind, error, onRetry }: PageStateProps) {
  const text = WORDS[kind]();
  return (
    <section class="page-state">
      <h1>{text.title}</h1>
      <p>{text.about}</p>
      {error !== undefined && kind === "error" && <p class="page-state-cause">{tError(error)}</p>}
      {kind === "offline" && lastContact.value !== null && (
        <p class="page-state-cause">{t("common.page.last_contact", { time: formatTime(lastContact.value) })}</p>
      )}
      <div class="page-state-actions">
        {onRetry && (
          <Button kind="filled" onClick={onRetry}>
            {t("common.page.retry")}
          </Button>
        )}
        <Button href="/" kind={onRetry ? "outline" : "filled"}>
          {t("common.page.home")}
        </Button>
      </div>
    </section>
  );
}

/** The state that fits an error: 403, 404, no connection, or anything else. */
export function PageError({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const kind = kindOf(error);
  // The answer to asking again would be the same.
  const final = kind === "forbidden" || kind === "not-found";
  return <PageState kind={kind} error={error} onRetry={final ? undefined : onRetry} />;
}

function kindOf(error: unknown): PageStateProps["kind"] {
  if (error instanceof OfflineError) return "offline";
  if (!(error instanceof ApiError)) return "error";
  if (error.status === 403) return "forbidden";
  return error.status === 404 ? "not-found" : "error";
}

const WORDS = {
  forbidden: () => ({ title: t("common.page.forbidden"), about: t("common.page.forbidden_about") }),
  "not-found": () => ({ title: t("common.page.not_found"), about: t("common.page.not_found_about") }),
  offline: () => ({ title: t("common.page.offline"), about: t("common.page.offline_about") }),
  error: () => ({ title: t("common.page.error"), about: t("common.page.error_about") }),
};

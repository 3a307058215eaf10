import { formatTime, has, t, tError } from "../../../i18n";
import { ApiError } from "../../../api";
import { Button, GreyBar } from "../../../ui";
import { circleAlert } from "../../../ui/icons";
import { useCasePage } from "../state/context";
import { actionName } from "../../detail/facts";

/** Why the last deed was not done; when somebody was first: who did what. */
export function SetbackBar() {
  const { setback, clearSetback, request } = useCasePage();
  if (setback === null) return null;
  const since = setback.since;
  const news = since === null ? [] : (request?.transitions ?? []).filter((each) => each.no >= since);
  return (
    <div class="setback" role="alert">
      <GreyBar
        icon={circleAlert}
        action={
          <Button kind="text" size="small" onClick={clearSetback}>
            {t("common.close")}
          </Button>
        }
      >
        {news.length === 0
          ? [tError(setback.error), missing(setback.error)].filter(Boolean).join(" ")
          : t("case.overtaken", {
              news: news.map((each) =>
                t("case.overtaken_by", { who: each.by.name, action: actionName(each.action), time: formatTime(each.at) }),
              ),
            })}
      </GreyBar>
    </div>
  );
}

/** "request.incomplete" names the fields. */
function missing(error: unknown): string {
  const fields = error instanceof ApiError ? error.params.missing : undefined;
  if (!Array.isArray(fields)) return "";
  return fields.map((field: string) => (has(`case.field.${field}`) ? t(`case.field.${field}`) : field)).join(" · ");
}

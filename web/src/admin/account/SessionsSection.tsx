import { api, useResource } from "../../api";
import { formatDateTime, t, tError } from "../../i18n";
import { Skeleton } from "../../ui";
import { Ask } from "../forms/Ask";
import { Failure } from "../forms/Failure";
import type { List } from "../types";
import { deviceOf } from "./device";

interface Login {
  id: string;
  device: string;
  created_at: string;
  seen_at: string;
  current: boolean;
}

/** Where one is logged in; each but this one can be ended from here. */
export function SessionsSection() {
  const list = useResource<List<Login>>("/sessions");
  return (
    <section class="admin-part">
      <h2>{t("admin.sessions")}</h2>
      <p class="meta">{t("admin.session.about")}</p>
      {list.data === undefined && list.error === undefined && <Skeleton rows={1} height={40} />}
      {list.error !== undefined && <Failure text={tError(list.error)} />}
      <ul class="admin-lines">
        {list.data?.items.map((each) => (
          <li key={each.id} class="admin-line">
            <span>
              <strong>{deviceOf(each.device) ?? t("admin.session.unknown")}</strong>
              {each.current && ` ${t("admin.session.here")}`}
              <span class="meta">
                {" "}
                {t("admin.session.seen", { since: formatDateTime(each.created_at), last: formatDateTime(each.seen_at) })}
              </span>
            </span>
            {!each.current && (
              <Ask
                deed={t("admin.session.end")}
                about={t("admin.session.end_about")}
                work={() => api.delete(`/sessions/${each.id}`)}
                onDone={list.reload}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

import { useState } from "preact/hooks";
import { api, useResource } from "../../api";
import { formatDate, t, tError } from "../../i18n";
import { Button, Skeleton } from "../../ui";
import { Ask } from "../forms/Ask";
import { CopyButton } from "../forms/CopyButton";
import { Failure } from "../forms/Failure";
import type { List } from "../types";
import { TokenForm } from "./TokenForm";
import type { Token } from "./tokens";

/** Tokens let a program act in one's own name; a token is shown once and then only its name. */
export function TokensSection() {
  const list = useResource<List<Token>>("/tokens");
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  return (
    <section class="admin-part">
      <h2>{t("admin.tokens")}</h2>
      <p class="meta">{t("admin.token.about")}</p>
      {made !== null && (
        <div class="admin-handed" role="status">
          <p>{t("admin.token.once")}</p>
          <p class="admin-row">
            <code>{made}</code>
            <CopyButton text={made} />
          </p>
        </div>
      )}
      {list.data === undefined && list.error === undefined && <Skeleton rows={1} height={40} />}
      {list.error !== undefined && <Failure text={tError(list.error)} />}
      {list.data?.items.length === 0 && !open && <p class="meta">{t("admin.token.empty")}</p>}
      <ul class="admin-lines">
        {list.data?.items.map((each) => (
          <li key={each.id} class="admin-line">
            <span>
              <strong>{each.name}</strong> {each.scopes.map((scope) => t(`admin.scope.${scope}`)).join(", ")}
              <span class="meta"> {life(each)}</span>
            </span>
            <Ask
              deed={t("admin.token.revoke")}
              about={t("admin.token.revoke_about", { name: each.name })}
              work={() => api.delete(`/tokens/${each.id}`)}
              onDone={list.reload}
            />
          </li>
        ))}
      </ul>
      {open ? (
        <TokenForm
          onLeave={() => setOpen(false)}
          onMade={(token) => {
            setOpen(false);
            setMade(token);
            list.reload();
          }}
        />
      ) : (
        list.data && (
          <Button
            size="small"
            onClick={() => {
              setMade(null);
              setOpen(true);
            }}
          >
            {t("admin.token.add")}
          </Button>
        )
      )}
    </section>
  );
}

function life(token: Token): string {
  const made = t("admin.token.made", { date: formatDate(token.created_at) });
  const until =
    token.expires_at === null ? t("admin.token.open") : t("admin.token.until", { date: formatDate(token.expires_at) });
  return `${made} · ${until}`;
}

import { useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { useLocation } from "preact-iso";
import { startsCases } from "../../api";
import { plural, t, tError } from "../../i18n";
import { FoundList, useFound } from "../../rooms";
import { searchWanted } from "../../shell/keys/keys";
import { useTitle } from "../../shell/useTitle";
import { Button, EmptyState, Field, PageError, Skeleton } from "../../ui";
import { useListKeys, WorkRow } from "../../worklists";
import { useCases, type Search } from "./useCases";
import "./cases.css";

const WHICH = ["open", "closed", "all"] as const;

/** Search over every case one may see; the address carries the search, so that Back returns to it. */
export default function CasesPage() {
  const { query, route: go } = useLocation();
  const list = useRef<HTMLUListElement>(null);
  useTitle(t("cases.title"));
  useListKeys(list);
  useSignalEffect(() => {
    if (!searchWanted.value) return;
    document.getElementById("cases-search")?.focus();
    searchWanted.value = false;
  });
  const search: Search = { q: query.q ?? "", which: WHICH.find((each) => each === query.show) ?? "open" };
  const found = useCases(search);
  const look = (part: Partial<Search>) => go(addressOf({ ...search, ...part }), true);
  return (
    <div class="cases">
      <h1>{t("cases.title")}</h1>
      <div class="cases-search" role="search">
        <Field id="cases-search" label={t("cases.search")} type="search" value={search.q} placeholder={t("cases.search_hint")} onInput={(q) => look({ q })} />
        <nav class="cases-which" aria-label={t("cases.which")}>
          {WHICH.map((each) => (
            <a key={each} href={addressOf({ ...search, which: each })} aria-current={each === search.which ? "true" : undefined}>
              {t(`cases.which.${each}`)}
            </a>
          ))}
        </nav>
      </div>
      {found.rows === undefined && found.error === undefined && <Skeleton />}
      {found.rows === undefined && found.error !== undefined && <PageError error={found.error} onRetry={found.retry} />}
      {found.rows !== undefined && found.error !== undefined && (
        <p class="cases-failure" role="alert">
          {tError(found.error)}
        </p>
      )}
      {found.rows?.length === 0 && <Nothing search={search} />}
      <ul class="cases-list" ref={list}>
        {found.rows?.map((row) => (
          <WorkRow key={row.request_id} row={row} deed={null} onDeed={() => undefined} />
        ))}
      </ul>
      <Said q={search.q} />
      {found.more !== null && (
        <Button busy={found.loading} onClick={found.more}>
          {t("cases.more")}
        </Button>
      )}
    </div>
  );
}

/** The same words in the rooms one is in. */
function Said({ q }: { q: string }) {
  const { found } = useFound(q, null);
  if (found === null || found.length === 0) return null;
  return (
    <section class="cases-said">
      <h2>{t("cases.said")}</h2>
      <p class="meta">{plural("room.found", found.length)}</p>
      <FoundList found={found} />
    </section>
  );
}

function addressOf({ q, which }: Search): string {
  const query = new URLSearchParams();
  if (q !== "") query.set("q", q);
  if (which !== "open") query.set("show", which);
  const text = query.toString();
  return text === "" ? "/cases" : `/cases?${text}`;
}

function Nothing({ search }: { search: Search }) {
  const starts = startsCases();
  if (search.q !== "") {
    return (
      <EmptyState text={t("cases.none_found", { q: search.q })}>
        {search.which !== "all" && <a href={addressOf({ ...search, which: "all" })}>{t("cases.look_in_all")}</a>}
      </EmptyState>
    );
  }
  return <EmptyState text={t("cases.none")}>{starts && <a href="/cases/new">{t("today.new_case")}</a>}</EmptyState>;
}

import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { api, me } from "../../api";
import { t, tError } from "../../i18n";
import { useTitle } from "../../shell/useTitle";
import { Button, EmptyState, isShortcut, PageError, Skeleton } from "../../ui";
import { useListKeys } from "../../worklists";
import type { ReadingRow } from "../parts/model";
import { usePages } from "../parts/usePages";
import { filterOf, FILTERS, lastFilter, rememberFilter, type Filter, type Kind } from "./filters";
import { Row } from "./Row";
import { useHeldRows } from "./useHeldRows";
import "../reading.css";

const PATHS: Readonly<Record<Kind, string>> = { ecg: "/ecg", imaging: "/imaging" };

/** What waits to be read, emergencies first: Space opens the next, Enter takes the row and opens it. */
export function ReadingList({ kind }: { kind: Kind }) {
  const { query, route: go } = useLocation();
  const list = useRef<HTMLUListElement>(null);
  const person = me.value?.id ?? "";
  const filter = filterOf(query.show) ?? lastFilter(kind, person);
  const found = usePages<ReadingRow>(`/reading/${kind}?show=${filter}`);
  const { rows, waiting, letIn } = useHeldRows(found.rows, list, filter);
  const [failure, setFailure] = useState<unknown>(null);
  useTitle(t(`reading.title.${kind}`));
  useListKeys(list, "a.reading-link", ".reading-row");
  useEffect(() => rememberFilter(kind, person, filter), [kind, person, filter]);

  const take = async (row: ReadingRow) => {
    setFailure(null);
    const { request } = row;
    try {
      if (request.allowed.includes("take")) await api.post(`/requests/${request.request_id}/take`, {}, { ifMatch: request.version });
      go(`/cases/${request.case_id}`);
    } catch (error) {
      setFailure(error);
      found.reload();
    }
  };
  useSpace(() => {
    const next = rows?.find(({ request }) => request.allowed.includes("take")) ?? rows?.[0];
    if (next) go(`/cases/${next.request.case_id}`);
  });
  return (
    <div class="reading">
      <header class="reading-head">
        <h1>{t(`reading.title.${kind}`)}</h1>
        <nav class="reading-filters" aria-label={t("reading.filters")}>
          {FILTERS.map((each) => (
            <a key={each} href={`${PATHS[kind]}?show=${each}`} aria-current={each === filter ? "true" : undefined}>
              {t(`reading.filter.${each}`)}
            </a>
          ))}
        </nav>
      </header>
      {waiting > 0 && (
        <p class="reading-new" role="status">
          <Button size="small" onClick={letIn}>
            {t("today.show_new", { n: waiting })}
          </Button>
        </p>
      )}
      {failure !== null && (
        <p class="reading-failure" role="alert">
          {tError(failure)}
        </p>
      )}
      {found.rows === undefined && found.error === undefined && <Skeleton />}
      {found.rows === undefined && found.error !== undefined && <PageError error={found.error} onRetry={found.reload} />}
      {rows?.length === 0 && <Nothing kind={kind} filter={filter} />}
      <ul class="reading-list" ref={list}>
        {rows?.map((row) => (
          <Row key={row.request.request_id} row={row} kind={kind} onTake={() => void take(row)} />
        ))}
      </ul>
      {rows !== undefined && rows.length > 0 && <p class="meta reading-keys">{t("reading.keys")}</p>}
      {found.more !== null && (
        <Button busy={found.loading} onClick={found.more}>
          {t("cases.more")}
        </Button>
      )}
    </div>
  );
}

/** Space, except where it presses what has the focus. */
function useSpace(act: () => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== " " || !isShortcut(event)) return;
      if (event.target instanceof Element && event.target.closest("button, summary, [role=menu]")) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [act]);
}

function Nothing({ kind, filter }: { kind: Kind; filter: Filter }) {
  return (
    <EmptyState text={t(filter === "all" ? `reading.empty.${kind}` : "reading.empty_filter")}>
      {filter !== "all" && <a href={`${PATHS[kind]}?show=all`}>{t("reading.show_all")}</a>}
    </EmptyState>
  );
}

import { useEffect, useState } from "preact/hooks";
import { api } from "../../api";
import { formatDateTime, has, locale, t, tError } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Button, EmptyState, Skeleton, UrgencyMark } from "../../ui";
import type { CaseBehind, CasesBehind as Found, LedgerRow } from "../types";
import { span } from "../words";
import { LookUpForm } from "./LookUpForm";

const PARTS = ["all", "met", "missed"] as const;
type Part = (typeof PARTS)[number];
const ASKED: Readonly<Record<Part, string>> = { all: "", met: "&met=true", missed: "&met=false" };

/** The cases of a figure without anybody's name; one at a time can be looked up, with a reason. */
export function CasesBehind({ row, query }: { row: LedgerRow; query: string }) {
  const [part, setPart] = useState<Part>("all");
  const path = `/figures/${row.key}/cases`;
  const address = `${path}?${query}${ASKED[part]}`;
  const { found, failure, more } = usePages(address);
  const parted = row.shape !== "count";
  return (
    <section class="figure-part">
      <header class="figure-cases-head">
        <h3>{t("figures.cases")}</h3>
        {parted && (
          <nav aria-label={t("figures.cases")}>
            {PARTS.map((each) => (
              <button key={each} type="button" class="figure-which" aria-pressed={each === part} onClick={() => setPart(each)}>
                {t(`figures.part.${each}`)}
              </button>
            ))}
          </nav>
        )}
        <Button size="small" href={`/api/v1${path}.csv?${query}${ASKED[part]}&locale=${locale.value}`} download>
          {t("figures.save")}
        </Button>
      </header>
      {failure !== null && (
        <p class="figures-failure" role="alert">
          {failure}
        </p>
      )}
      {found === null && failure === null && <Skeleton rows={4} />}
      {found?.held_back && <p class="meta">{t("figures.list_held_back")}</p>}
      {found && !found.held_back && found.items.length === 0 && <EmptyState text={t("figures.no_cases")} />}
      <ul class="figure-cases">
        {found?.items.map((each) => (
          <Line key={each.request_id} case_={each} figure={row} mayLookUp={found.may_look_up} />
        ))}
      </ul>
      {found?.next && <Button onClick={more}>{t("figures.more")}</Button>}
    </section>
  );
}

function Line({ case_, figure, mayLookUp }: { case_: CaseBehind; figure: LedgerRow; mayLookUp: boolean }) {
  const [asking, setAsking] = useState(false);
  const way = [case_.from_org, case_.to_org].map((org) => org?.name ?? t("figures.unnamed")).join(" → ");
  return (
    <li>
      <UrgencyMark urgency={case_.urgency} />
      <div class="figure-case">
        <p>
          <time dateTime={case_.sent_at}>{formatDateTime(case_.sent_at)}</time> {specialtyName(case_.specialty)}
          {figure.shape === "share" && <span class="meta"> {t(case_.met ? "figures.part.met" : "figures.part.missed")}</span>}
        </p>
        <p class="meta">{[way, has(`case.state.${case_.state}`) ? t(`case.state.${case_.state}`) : ""].filter(Boolean).join(" · ")}</p>
        {asking && <LookUpForm requestId={case_.request_id} figure={figure.key} onLeave={() => setAsking(false)} />}
      </div>
      <span class="figure-took">{case_.took_s !== null && span(case_.took_s)}</span>
      {mayLookUp && !asking && (
        <Button kind="text" size="small" label={`${t("figures.look_up")}: ${formatDateTime(case_.sent_at)}`} onClick={() => setAsking(true)}>
          {t("figures.look_up")}
        </Button>
      )}
    </li>
  );
}

/** Page after page of one address; another address begins anew. */
function usePages(address: string) {
  const [state, setState] = useState<{ address: string; found: Found | null; failure: string | null }>({ address, found: null, failure: null });
  const [after, setAfter] = useState<{ address: string; token: string } | null>(null);
  const token = after?.address === address ? after.token : null;
  useEffect(() => {
    const abort = new AbortController();
    const next = token === null ? "" : `&after=${encodeURIComponent(token)}`;
    api
      .get<Found>(`${address}${next}`, { signal: abort.signal })
      .then((page) =>
        setState((was) => {
          const before = token !== null && was.address === address ? (was.found?.items ?? []) : [];
          return { address, found: { ...page, items: [...before, ...page.items] }, failure: null };
        }),
      )
      .catch((error: unknown) => {
        if (!abort.signal.aborted) setState((was) => ({ address, found: was.address === address ? was.found : null, failure: tError(error) }));
      });
    return () => abort.abort();
  }, [address, token]);
  const mine = state.address === address;
  const found = mine ? state.found : null;
  return {
    found,
    failure: mine ? state.failure : null,
    more: () => found?.next && setAfter({ address, token: found.next }),
  };
}

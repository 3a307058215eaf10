import { useResource } from "../api";
import { useAddress } from "../admin/useAddress";
import { locale, t, tError } from "../i18n";
import { useTitle } from "../shell/useTitle";
import { AsOf, Button, DemoMark, PageError, Skeleton } from "../ui";
import { FigureSheet } from "./behind/FigureSheet";
import { LookUps } from "./behind/LookUps";
import { Filters } from "./Filters";
import { LedgerTable } from "./LedgerTable";
import type { Definitions, Ledger } from "./types";
import { useAsked } from "./useAsked";
import "./figures.css";

/** One ledger: what was counted, over what, twelve months of it, and what it must stay within. */
export default function FiguresPage() {
  useTitle(t("figures.title"));
  const asked = useAsked();
  const { query, to, opens, close } = useAddress();
  const ledger = useResource<Ledger>(asked.query === null ? null : `/figures?${asked.query}`);
  const words = useResource<Definitions>(`/figures/definitions/${locale.value}`);
  const error = asked.error ?? ledger.error ?? words.error;
  const { data } = ledger;
  const retry = () => {
    asked.retry();
    ledger.reload();
    words.reload();
  };
  if (error !== undefined && (data === undefined || words.data === undefined)) return <PageError error={error} onRetry={retry} />;
  const chosen = data?.rows.find((row) => row.key === query.figure);
  const definition = words.data?.figures.find((each) => each.key === chosen?.key);
  return (
    <div class="figures">
      <header class="figures-head">
        <h1>{t("figures.title")}</h1>
        {data?.demo && <DemoMark />}
        <span class="figures-space" />
        <Button href={`/api/v1/figures/ledger.csv?${asked.query ?? ""}&locale=${locale.value}`} download>
          {t("figures.save")}
        </Button>
      </header>
      <AsOf loadedAt={ledger.loadedAt} />
      {asked.places && <Filters asked={asked} places={asked.places} />}
      {ledger.error !== undefined && data !== undefined && (
        <p class="figures-failure" role="alert">
          {tError(ledger.error)}
        </p>
      )}
      {data === undefined || words.data === undefined ? (
        <Skeleton rows={12} />
      ) : (
        <LedgerTable rows={data.rows} words={words.data} hrefOf={(row) => to({ figure: row.key })} onOpen={opens} />
      )}
      <LookUps words={words.data} />
      {chosen && definition && words.data && asked.query !== null && (
        <FigureSheet
          key={chosen.key}
          row={chosen}
          definition={definition}
          notes={words.data.notes}
          query={asked.query}
          onClose={() => close({ figure: null })}
        />
      )}
    </div>
  );
}

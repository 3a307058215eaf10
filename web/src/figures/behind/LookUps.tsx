import { useState } from "preact/hooks";
import { useResource } from "../../api";
import { formatDateTime, t, tError } from "../../i18n";
import { Skeleton } from "../../ui";
import type { Definitions, LookUp } from "../types";

/** Whose cases were looked up by name, by whom and why; read only when it is opened. */
export function LookUps({ words }: { words: Definitions | undefined }) {
  const [open, setOpen] = useState(false);
  const { data, error } = useResource<{ items: LookUp[] }>(open ? "/figures/look_ups" : null);
  const nameOf = (key: string) => words?.figures.find((each) => each.key === key)?.name ?? key;
  return (
    <details class="look-ups" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t("figures.look_ups")}</summary>
      {error !== undefined && <p class="figures-failure">{tError(error)}</p>}
      {open && data === undefined && error === undefined && <Skeleton rows={2} />}
      {data?.items.length === 0 && <p class="meta">{t("figures.no_look_ups")}</p>}
      <ul>
        {data?.items.map((each) => (
          <li key={each.id}>
            <time class="meta" dateTime={each.at}>
              {formatDateTime(each.at)}
            </time>{" "}
            <strong>{each.number}</strong> {each.reason}
            <p class="meta">{[`${each.by} (${each.for_org})`, nameOf(each.figure)].join(" · ")}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}

import { plural, t } from "../../i18n";
import { Button, sexAge } from "../../ui";
import { check, Icon } from "../../ui/icons";
import type { AgendaItem } from "../types";

interface AgendaProps {
  items: readonly AgendaItem[];
  /** Cases of the day the reader may not see. */
  hidden: number;
  /** The case everybody discusses. */
  current: string | null;
  /** The case on this screen. */
  shown: string | null;
  onShow: (requestId: string) => void;
  /** Order and minutes may be changed. */
  onEdit?: (() => void) | undefined;
}

/** The cases of the day with their minutes; what is done carries a tick. */
export function Agenda({ items, hidden, current, shown, onShow, onEdit }: AgendaProps) {
  return (
    <section class="mdt-part" aria-labelledby="mdt-agenda">
      <header class="mdt-part-head">
        <h2 id="mdt-agenda">{t("mdt.agenda")}</h2>
        {onEdit && items.length > 0 && (
          <Button size="small" kind="text" onClick={onEdit}>
            {t("mdt.agenda_edit")}
          </Button>
        )}
      </header>
      {items.length === 0 && hidden === 0 && <p class="meta">{t("mdt.agenda_empty")}</p>}
      <ol class="mdt-agenda">
        {items.map((item) => (
          <li key={item.request_id}>
            <button type="button" aria-current={item.request_id === shown ? "true" : undefined} onClick={() => onShow(item.request_id)}>
              <span class="mdt-agenda-name">
                <strong>{item.patient.name || t("today.unidentified")}</strong> {sexAge(item.patient.sex, item.patient.age)}
              </span>
              <span class="meta">{plural("mdt.minutes", item.minutes)}</span>
              <span class="mdt-agenda-question">{item.question}</span>
              {item.late_reason !== "" && (
                <span class="meta" dir="auto">
                  {t("mdt.late_reason", { reason: item.late_reason })}
                </span>
              )}
              <Standing item={item} current={item.request_id === current} />
            </button>
          </li>
        ))}
      </ol>
      {hidden > 0 && <p class="meta">{plural("mdt.hidden", hidden)}</p>}
    </section>
  );
}

/** Others left the list without it: put off, too few there, called off. */
const DISCUSSED = new Set(["concluded", "circulated", "finalised", "acting", "closed"]);

function Standing({ item, current }: { item: AgendaItem; current: boolean }) {
  if (item.done && !DISCUSSED.has(item.state)) return <span class="meta">{t(`mdt.state.${item.state}`)}</span>;
  if (item.done) {
    return (
      <span class="mdt-agenda-done">
        <Icon of={check} size={16} />
        {t("mdt.discussed")}
      </span>
    );
  }
  if (current) return <span class="mdt-agenda-now">{t("mdt.under_discussion")}</span>;
  if (item.opinions_due === 0) return null;
  return <span class="meta">{t("mdt.opinions_count", { n: item.opinions_in, of: item.opinions_due })}</span>;
}

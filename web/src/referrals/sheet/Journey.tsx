import { vitalsWords } from "../../cases/page/request/form/fields";
import { formatDateTime, formatNumber, t } from "../../i18n";
import { drugWords, escortWords, infectionWords, oxygenWords, travelWords } from "../facts";
import type { EnRoute, Whole } from "../types";
import { Facts } from "./Facts";

/** Between the hospitals: the checklist of the departure, and what was noted on the way. */
export function Journey({ whole }: { whole: Whole }) {
  const { checklist: list } = whole;
  if (list === null) return null;
  return (
    <Facts
      title={t("referral.section.journey")}
      facts={[
        [t("referral.departed"), whole.departed_at && formatDateTime(whole.departed_at)],
        [t("referral.field.eta"), whole.eta && formatDateTime(whole.eta)],
        [t("referral.arrived"), whole.arrived_at && formatDateTime(whole.arrived_at)],
        [t("referral.field.transport"), travelWords(list)],
        [t("referral.field.escort"), escortWords(list)],
        [t("referral.field.travel_phone"), <a href={`tel:${list.phone.replace(/[^\d+]/g, "")}`}>{list.phone}</a>],
        [t("referral.field.companion_phone"), list.companion_phone],
        [t("referral.section.vitals_leaving"), vitalsWords(list.vitals ?? {})],
        [t("referral.field.oxygen"), oxygenWords(list)],
        [t("referral.field.lines"), list.lines?.join(", ")],
        [t("referral.field.drugs_given"), list.drugs?.map(drugWords).join("; ")],
        [t("referral.field.infection"), infectionWords(list)],
        [t("referral.field.papers"), list.papers?.join(", ")],
      ]}
    >
      {whole.en_route.length > 0 && (
        <ol class="referral-notes" aria-label={t("referral.en_route")}>
          {whole.en_route.map((note) => (
            <li key={note.no}>
              <time dateTime={note.at}>{formatDateTime(note.at)}</time>
              <span>{noteWords(note.data)}</span>
              <span class="meta">{note.by?.name}</span>
            </li>
          ))}
        </ol>
      )}
    </Facts>
  );
}

function noteWords({ vitals, drug, dose, text, distance_km: left, altitude }: EnRoute["data"]): string {
  return [
    vitalsWords(vitals),
    [drug, dose].filter(Boolean).join(" "),
    text,
    left === undefined ? "" : t("referral.distance", { n: formatNumber(left) }),
    altitude === undefined ? "" : t("referral.altitude", { n: formatNumber(altitude) }),
  ]
    .filter(Boolean)
    .join(" · ");
}

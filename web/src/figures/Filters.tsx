import { t } from "../i18n";
import { Choice, Select } from "../ui";
import { monthsUpTo } from "./months";
import type { Place, Places } from "./types";
import type { Asked } from "./useAsked";

const SIDES = ["requester", "provider"] as const;

/** Period, area, hospital, and which side of a request is meant. */
export function Filters({ asked, places }: { asked: Asked; places: Places }) {
  const areas = places.items.filter((each) => each.kind === "authority");
  const hospitals = places.items.filter((each) => each.kind !== "authority" && isIn(each, asked.area, places.items));
  const months = monthsUpTo(asked.running);
  const options = (list: readonly Place[]) => list.map(({ id, name }) => ({ value: id, text: name }));
  return (
    <div class="figures-filters" role="search" aria-label={t("figures.filters")}>
      <Select label={t("figures.from")} value={asked.from} options={months} onChange={(from) => asked.setEnd({ from })} />
      <Select label={t("figures.to")} value={asked.to} options={months} onChange={(to) => asked.setEnd({ to })} />
      {areas.length > 0 && (
        <Select
          label={t("figures.area")}
          empty={t("figures.all_areas")}
          value={asked.area}
          options={options(areas)}
          onChange={(area) => asked.change({ area, hospital: null })}
        />
      )}
      {hospitals.length > 1 || asked.hospital !== "" ? (
        <Select
          label={t("figures.hospital")}
          empty={t("figures.all_hospitals")}
          value={asked.hospital}
          options={options(hospitals)}
          onChange={(hospital) => asked.change({ hospital })}
        />
      ) : (
        hospitals[0] && <p class="figures-place">{hospitals[0].name}</p>
      )}
      <Choice
        label={t("figures.side")}
        value={asked.side}
        options={SIDES.map((value) => ({ value, text: t(`figures.side.${value}`) }))}
        onChange={(side) => asked.change({ side })}
      />
    </div>
  );
}

/** Whether a hospital stands somewhere below an area. */
function isIn(place: Place, area: string, all: readonly Place[]): boolean {
  if (area === "" || place.parent_id === area) return true;
  const parent = all.find((each) => each.id === place.parent_id);
  return parent !== undefined && isIn(parent, area, all);
}

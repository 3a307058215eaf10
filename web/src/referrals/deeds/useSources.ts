import { useResource } from "../../api";
import { specialtyName } from "../../i18n/vocabulary";
import { useNeeds } from "../needs";
import type { BedRow, Destination, Whole } from "../types";
import { freeWords } from "../words";
import type { Sources } from "./deeds";

const PLACED = new Set(["accept", "redirect", "treat", "ask_ward"]);
const ELSEWHERE = new Set(["redirect", "decline"]);

/** What a deed's form offers: the receiver's departments with what is free there, and other hospitals. */
export function useSources(whole: Whole, action: string): Sources {
  const beds = useResource<{ items: BedRow[] }>(PLACED.has(action) && whole.to_org ? `/beds?org_id=${whole.to_org.id}` : null);
  const others = useResource<{ items: Destination[] }>(ELSEWHERE.has(action) ? "/referrals/destinations" : null);
  const needs = useNeeds(action === "check_capability" ? (whole.to_org?.id ?? null) : null);
  const known = (beds.data?.items ?? []).map((row) => ({
    value: row.department.id,
    text: [row.department.name, freeWords(row)].filter(Boolean).join(" · "),
  }));
  return {
    departments: known,
    needs,
    elsewhere: (others.data?.items ?? [])
      .filter((each) => each.kind === "referral_up")
      .flatMap((each) =>
        [...new Set(each.departments.map((one) => one.specialty))].map((specialty) => ({
          value: `${each.org_id} ${specialty}`,
          text: `${each.name} · ${specialtyName(specialty)}`,
        })),
      ),
  };
}

import { useState } from "preact/hooks";
import { api, useResource } from "../../api";
import { tError } from "../../i18n";
import { useNews } from "../../worklists";
import type { BedRow } from "../types";

const NOW_AND_THEN = 60_000;

export interface BedForm {
  free_beds: number;
  free_icu: number | null;
  free_isolation: number | null;
  next_clinic_at: string | null;
  note: string;
}

/** The board of one hospital, or of all one may see; `tell` says what is free now. */
export function useBeds(org: string | null) {
  const found = useResource<{ items: BedRow[] }>(org === null ? "/beds" : `/beds?org_id=${org}`);
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useNews(found.reload, NOW_AND_THEN);

  const tell = async (row: BedRow, form: BedForm): Promise<boolean> => {
    setBusy(row.department.id);
    setFailure(null);
    try {
      const fresh = await api.put<BedRow>(`/beds/${row.department.id}`, form, { ifMatch: row.version });
      found.set({ items: (found.data?.items ?? []).map((each) => (each.department.id === row.department.id ? fresh : each)) });
      return true;
    } catch (error) {
      setFailure(tError(error));
      found.reload();
      return false;
    } finally {
      setBusy(null);
    }
  };
  const step = (row: BedRow, by: number) => tell(row, { ...formOf(row), free_beds: Math.max(0, (row.free_beds ?? 0) + by) });
  return { ...found, rows: found.data?.items, busy, failure, tell, step };
}

/** What stands on the board, to be changed. */
export const formOf = ({ free_beds, free_icu, free_isolation, next_clinic_at, note }: BedRow): BedForm => ({
  free_beds: free_beds ?? 0,
  free_icu,
  free_isolation,
  next_clinic_at,
  note,
});

import { useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { api } from "../../api";
import { placeOf, rememberPlace } from "../../cases/page/state/memory";
import { tError } from "../../i18n";
import type { Row } from "../board";
import { refresh } from "../live";
import type { Deed } from "./actions";

export interface Deeds {
  /** The request whose action is under way. */
  busy: string | null;
  failure: string | null;
  /** The sheet a row's action has opened. */
  sheet: { deed: "assign" | "add_ecg"; row: Row } | null;
  act: (deed: Deed, row: Row) => void;
  /** Rung, and cannot come: the next one rings at once. */
  passOn: (row: Row) => void;
  closeSheet: () => void;
}

/** What the rows' actions do. */
export function useDeeds(): Deeds {
  const { route: go } = useLocation();
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [sheet, setSheet] = useState<Deeds["sheet"]>(null);

  const move = async (deed: "take" | "accept", row: Row) => {
    setBusy(row.request_id);
    setFailure(null);
    try {
      await api.post(`/requests/${row.request_id}/${deed}`, {});
      go(`/cases/${row.case_id}`);
    } catch (error) {
      setFailure(tError(error));
    } finally {
      setBusy(null);
      void refresh();
    }
  };
  const passOn = async (row: Row) => {
    setFailure(null);
    try {
      await api.post(`/requests/${row.request_id}/pass_on`, {});
    } catch (error) {
      setFailure(tError(error));
    }
    void refresh();
  };
  const openAt = ({ case_id }: Row, deed: Deed) => {
    rememberPlace(case_id, { ...placeOf(case_id), segment: "opinion", deed: deed === "decide" ? "respond" : null });
    go(`/cases/${case_id}`);
  };
  const act = (deed: Deed, row: Row) => {
    if (deed === "take" || deed === "accept") void move(deed, row);
    else if (deed === "assign" || deed === "add_ecg") setSheet({ deed, row });
    else if (deed === "finish") go(`/cases/new?draft=${row.case_id}`);
    else if (deed === "open") go(`/cases/${row.case_id}`);
    else openAt(row, deed);
  };
  return { busy, failure, sheet, act, passOn: (row) => void passOn(row), closeSheet: () => setSheet(null) };
}

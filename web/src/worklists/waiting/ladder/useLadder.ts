import { useEffect, useState } from "preact/hooks";
import { api, useResource } from "../../../api";
import { tError } from "../../../i18n";
import { live } from "../../../rooms";
import type { LadderData } from "./types";

const GATHER = 300;

export interface LadderUse {
  data: LadderData | undefined;
  busy: boolean;
  failure: string | null;
  /** One tap after telephoning the number shown. */
  noAnswer: () => void;
  reached: () => void;
  again: () => void;
}

/** The ladder of a request, fresh with every step; null asks nothing. */
export function useLadder(requestId: string | null): LadderUse {
  const path = requestId === null ? null : `/requests/${requestId}`;
  const ladder = useResource<LadderData>(path && `${path}/ladder`);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    if (path === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(ladder.reload, GATHER);
    };
    const stop = live.onNews(["org:*", "case:*"], soon);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [path]);

  const post = async (step: string, body: object) => {
    if (path === null) return;
    setBusy(true);
    setFailure(null);
    try {
      ladder.set(await api.post<LadderData>(`${path}/${step}`, body));
    } catch (error) {
      setFailure(tError(error));
    } finally {
      setBusy(false);
    }
  };
  const called = (outcome: "no_answer" | "reached") => {
    const whom = ladder.data?.call_now;
    if (whom) void post("calls", { person_id: whom.person_id, name: whom.name, phone: whom.phone, outcome });
  };
  return {
    data: ladder.data,
    busy,
    failure,
    noAnswer: () => called("no_answer"),
    reached: () => called("reached"),
    again: () => void post("call_again", {}),
  };
}

import { useEffect } from "preact/hooks";
import { api } from "../../api";
import { adopt, uploads } from "../queue";

interface Listed {
  id: string;
  url: string;
  name: string;
  size: number;
  offset: number;
  state: string;
}

/** Shows what was begun before this page was loaded: on this device or another. */
export function useUnfinished(caseId: string, wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return undefined;
    const abort = new AbortController();
    void api.get<{ items: Listed[] }>(`/uploads?case=${caseId}`, { signal: abort.signal }).then(
      ({ items }) => items.forEach((each) => show(caseId, each)),
      // Nothing is lost: choosing the file again goes on from where it stopped.
      () => undefined,
    );
    return () => abort.abort();
  }, [caseId, wanted]);
}

function show(caseId: string, listed: Listed): void {
  if (listed.state !== "receiving" && listed.state !== "received") return;
  const known = uploads.peek().some((each) => each.caseId === caseId && each.name === listed.name && each.size === listed.size);
  if (known) return;
  adopt(
    {
      key: listed.id,
      caseId,
      name: listed.name,
      size: listed.size,
      phase: listed.state === "received" ? "checking" : "orphan",
      sent: listed.offset,
      reason: null,
      material: null,
      slow: false,
    },
    listed.url,
  );
}

import { useCallback, useState } from "preact/hooks";
import { api, ApiError } from "../../../api";
import type { CaseRequest } from "../../detail";
import type { Setback } from "./context";

export interface Acts {
  act: (action: string, body?: Record<string, unknown>) => Promise<boolean>;
  acting: string | null;
  setback: Setback | null;
  clearSetback: () => void;
}

const overtaken = (error: unknown) => error instanceof ApiError && (error.status === 409 || error.status === 412);

/** Moves the request, and says what happened meanwhile when somebody else was first. */
export function useActs(request: CaseRequest | undefined, reload: () => void): Acts {
  const [acting, setActing] = useState<string | null>(null);
  const [setback, setSetback] = useState<Setback | null>(null);

  const act = useCallback(
    async (action: string, body: Record<string, unknown> = {}) => {
      if (request === undefined) return false;
      setActing(action);
      setSetback(null);
      try {
        await api.post(`/requests/${request.id}/${action}`, body, { ifMatch: request.version });
        reload();
        return true;
      } catch (error) {
        setSetback({ error, since: overtaken(error) ? request.version : null });
        if (overtaken(error)) reload();
        return false;
      } finally {
        setActing(null);
      }
    },
    [request?.id, request?.version, reload],
  );
  return { act, acting, setback, clearSetback: useCallback(() => setSetback(null), []) };
}

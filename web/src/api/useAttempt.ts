import { useState } from "preact/hooks";
import { tError } from "../i18n";

interface Attempt {
  /** What is under way. */
  busy: string | null;
  /** Why the last one failed, in words. */
  failure: string | null;
  /** True when it was done. */
  attempt: (work: () => Promise<unknown>, name?: string) => Promise<boolean>;
}

/** One deed at a time, and what became of the last. */
export function useAttempt(): Attempt {
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const attempt = async (work: () => Promise<unknown>, name = "it") => {
    setBusy(name);
    setFailure(null);
    try {
      await work();
      return true;
    } catch (error) {
      setFailure(tError(error));
      return false;
    } finally {
      setBusy(null);
    }
  };
  return { busy, failure, attempt };
}

import { useEffect, useState } from "preact/hooks";
import { FAULTLESS, place, type Aliases, type Faults, type Placed } from "./faults";

export interface Deed extends Placed {
  busy: boolean;
  /** Runs it unless `wrong` names faults; true when it was done. */
  run: (work: () => Promise<unknown>, wrong?: Faults) => Promise<boolean>;
  clear: () => void;
}

/** One form's deed: refuses a second press, puts what failed beside its field and goes there. */
export function useDeed(form: string, fields: readonly string[], aliases?: Aliases): Deed {
  const [busy, setBusy] = useState(false);
  const [placed, setPlaced] = useState<Placed>(FAULTLESS);

  useEffect(() => {
    const first = fields.find((field) => placed.faults[field] !== undefined);
    const box = first === undefined ? null : document.getElementById(fieldId(form, first));
    box?.focus({ preventScroll: true });
    // With its words, which stand below it.
    box?.scrollIntoView({ block: "center" });
  }, [placed]);

  const run = async (work: () => Promise<unknown>, wrong: Faults = {}) => {
    if (busy) return false;
    if (Object.keys(wrong).length > 0) {
      setPlaced({ faults: wrong, general: null });
      return false;
    }
    setBusy(true);
    try {
      await work();
      setPlaced(FAULTLESS);
      return true;
    } catch (error) {
      setPlaced(place(error, fields, aliases));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { ...placed, busy, run, clear: () => setPlaced(FAULTLESS) };
}

/** The id of a form's field. */
export const fieldId = (form: string, field: string) => `${form}-${field}`;

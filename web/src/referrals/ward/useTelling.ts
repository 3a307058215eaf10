import { useState } from "preact/hooks";
import { api } from "../../api";
import { tError } from "../../i18n";
import { bodyOf, type Section, type Typed, type Values } from "../forms/fields";
import { faultsOf } from "../forms/useValues";

/** A ward's short form: filled with one thumb, sent once. */
export function useTelling(path: string, token: string, sections: readonly Section[], initial: Values, onDone: () => void) {
  const [values, setValues] = useState<Values>(initial);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const faults = faultsOf(sections, values);
  const send = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(faults).length > 0) return;
    setBusy(true);
    try {
      await api.post(path, { token, ...bodyOf(sections, values) });
      onDone();
    } catch (error) {
      setFailure(tError(error));
      setBusy(false);
    }
  };
  return { values, set: (name: string, typed: Typed) => setValues({ ...values, [name]: typed }), faults: tried ? faults : {}, busy, failure, send };
}

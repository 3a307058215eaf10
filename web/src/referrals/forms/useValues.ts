import { useEffect, useRef, useState } from "preact/hooks";
import { me } from "../../api";
import { t } from "../../i18n";
import { dropBegun, keepBegun, readBegun } from "../../rooms";
import { gapsOf, type Section, type Typed, type Values } from "./fields";

const AFTER = 250;
/** Never kept on a device others use. */
const SECRET = "password";

export interface Writing {
  values: Values;
  set: (name: string, typed: Typed) => void;
  /** When this device last kept it; null: nothing typed yet. */
  keptAt: string | null;
  /** What was begun here before has been read. */
  ready: boolean;
  forget: () => Promise<void>;
}

/** What is typed into a form, kept on this device until it was sent. */
export function useValues(key: string, initial: Values): Writing {
  const [values, setValues] = useState(initial);
  const [ready, setReady] = useState(false);
  const [keptAt, setKeptAt] = useState<string | null>(null);
  const newest = useRef(initial);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const person = me.peek()?.id ?? "";

  const keep = async () => {
    timer.current = undefined;
    const { [SECRET]: _, ...kept } = newest.current;
    if (await keepBegun(person, key, kept, false)) setKeptAt((await readBegun(person, key))?.at ?? null);
  };
  useEffect(() => {
    void readBegun<Values>(person, key).then((begun) => {
      if (begun !== undefined) {
        newest.current = { ...initial, ...begun.value };
        setValues(newest.current);
        setKeptAt(begun.at);
      }
      setReady(true);
    });
    return () => {
      if (timer.current === undefined) return;
      clearTimeout(timer.current);
      void keep();
    };
  }, [key]);

  const set = (name: string, typed: Typed) => {
    newest.current = { ...newest.current, [name]: typed };
    setValues(newest.current);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void keep(), AFTER);
  };
  const forget = async () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    await dropBegun(person, key);
  };
  return { values, set, keptAt, ready, forget };
}

/** Words beside the fields that keep a form from being sent. */
export function faultsOf(sections: readonly Section[], values: Values): Record<string, string> {
  const { missing, wrong } = gapsOf(sections, values);
  return Object.fromEntries([...missing.map((name) => [name, t("referral.needed")]), ...wrong.map((name) => [name, t("referral.unreadable")])]);
}

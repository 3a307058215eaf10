import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { t } from "../../i18n";
import { colourOf, type PersonColour } from "../../ui";

/** Whoever is named in a case: who they are to a reader. */
export interface Named {
  name: string;
  title?: string | null;
  org_name?: string | null;
  phone?: string | null;
}

export interface Cast {
  people: Readonly<Record<string, Named>>;
  /** Ids in the order in which colours are given. */
  order: readonly string[];
  me: string;
}

export const CastContext = createContext<Cast>({ people: {}, order: [], me: "" });

export interface Casting {
  nameOf: (id: unknown) => string;
  personOf: (id: string) => Named | undefined;
  colourOf: (id: string) => PersonColour;
  me: string;
}

export function useCast(): Casting {
  const { people, order, me } = useContext(CastContext);
  return {
    nameOf: (id) => (typeof id === "string" ? people[id]?.name : undefined) ?? t("room.someone"),
    personOf: (id) => people[id],
    colourOf: (id) => colourOf(Math.max(0, order.indexOf(id))),
    me,
  };
}

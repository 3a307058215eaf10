import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Anchor } from "../link/said";

/** What a message may point at, and how to get there: known to the page round the room. */
export interface Places {
  /** What people call a material of this case; undefined when it is gone. */
  nameOf: (material: string) => string | undefined;
  goTo: (anchor: Anchor) => void;
  /** Uploads files into the case; absent where this person may add none. */
  attach?: ((files: readonly File[]) => void) | undefined;
}

export const PlacesContext = createContext<Places>({ nameOf: () => undefined, goTo: () => undefined });

export const usePlaces = () => useContext(PlacesContext);

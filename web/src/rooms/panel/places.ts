import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Anchor, Saying } from "../link/said";

/** What a message may point at, and how to get there: known to the page round the room. */
export interface Places {
  /** What people call a material of this case; undefined when it is gone. */
  nameOf: (material: string) => string | undefined;
  goTo: (anchor: Anchor) => void;
  /** Where the bytes of a file of this case are; undefined when it is gone. */
  urlOf?: (material: string) => string | undefined;
  /** Uploads files into the case and says so with each, once it is there; absent where one may not. */
  attach?: ((files: readonly File[], saying?: (material: string) => Saying) => void) | undefined;
}

export const PlacesContext = createContext<Places>({ nameOf: () => undefined, goTo: () => undefined });

export const usePlaces = () => useContext(PlacesContext);

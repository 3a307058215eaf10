import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Anchor, Saying } from "../link/said";

/** What is said with a file, but for the file. */
export type Enclosing = Omit<Extract<Saying, { kind: "file" | "voice" }>, "body"> & { body: { text?: string; seconds?: number } };

/** What a message may point at, and how to get there: known to the page round the room. */
export interface Places {
  /** What people call a material of this case; undefined when it is gone. */
  nameOf: (material: string) => string | undefined;
  goTo: (anchor: Anchor) => void;
  /** Where the bytes of a file of this case are; undefined when it is gone. */
  urlOf?: (material: string) => string | undefined;
  /** Uploads files into the case and says so with each, once it is there; absent where one may not. */
  attach?: ((files: readonly File[], saying?: Enclosing) => void) | undefined;
  /** Gives up a file that will not go. */
  giveUp?: (id: string) => void;
  /** Asks the expert a further question with a time to answer; absent where there is nobody to ask. */
  askFurther?: ((question: string) => Promise<boolean>) | undefined;
  /** The requests that one came from and went to, to be looked at; empty when they are not of this case. */
  pathOf?: (request: string) => readonly { words: string; show: () => void }[];
}

export const PlacesContext = createContext<Places>({ nameOf: () => undefined, goTo: () => undefined });

export const usePlaces = () => useContext(PlacesContext);

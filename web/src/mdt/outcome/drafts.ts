import { api } from "../../api";
import { Drafting, type Stored } from "../../rooms";
import type { Outcome, PreOpinion } from "../types";
import { EMPTY, type OutcomeContent } from "./content";

/** Everybody watches what is typed: it goes out between two words. */
const WHILE_TYPED = 350;

const kept = new Map<string, unknown>();

/** The same one while the page lives, whichever case is shown. */
function once<T>(key: string, make: () => T): T {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key) as T;
}

const saved = async (path: string, body: object) => (await api.put<{ revision: number }>(path, body)).revision;

export const outcomeDraft = (person: string, request: string) =>
  once(
    `outcome ${person} ${request}`,
    () =>
      new Drafting<OutcomeContent, Outcome>({
        person,
        key: `mdt-outcome:${request}`,
        empty: EMPTY,
        read: ({ content }) => ({ ...EMPTY, ...content }),
        put: (revision, content) => saved(`/requests/${request}/mdt/outcome`, { revision, content: tidied(content) }),
        after: WHILE_TYPED,
      }),
  );

/** A line of actions that was only begun does not go out. */
export function tidied(content: OutcomeContent): OutcomeContent {
  return { ...content, actions: content.actions.filter((each) => each.text.trim() !== "") };
}

export interface StoredText extends Stored {
  text: string;
}

export const opinionDraft = (person: string, request: string) =>
  once(
    `opinion ${person} ${request}`,
    () =>
      new Drafting<string, StoredText>({
        person,
        key: `mdt-opinion:${request}`,
        empty: "",
        read: ({ text }) => text,
        put: (revision, text) => saved(`/requests/${request}/mdt/opinion`, { revision, text }),
      }),
  );

/** My own pre-opinion as the server has it; null before the first word. */
export function storedOpinion(mine: PreOpinion | undefined): StoredText | null {
  if (!mine?.revision || mine.updated_at === null) return null;
  return { revision: mine.revision, updated_at: mine.updated_at, text: mine.text ?? "" };
}

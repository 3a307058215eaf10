import { api } from "../../api";
import type { OpinionDraft } from "../../cases/detail";
import { Drafting } from "../../rooms";
import { EMPTY, tidy, type Writing } from "./complete";

/** One person's opinion on one request until it is signed. */
export type OpinionDrafting = Drafting<Writing, OpinionDraft>;

type Put = (revision: number, writing: Writing) => Promise<number>;

export function newDrafting(person: string, request: string, put: Put): OpinionDrafting {
  const read = ({ content, answers }: OpinionDraft): Writing => ({ content, answers });
  return new Drafting({ person, key: `opinion:${request}`, empty: EMPTY, read, put });
}

const drafts = new Map<string, OpinionDrafting>();

/** The same one while the page lives, whichever segment or patient is shown. */
export function draftingOf(person: string, request: string): OpinionDrafting {
  const key = `${person}/${request}`;
  const known = drafts.get(key);
  if (known !== undefined) return known;
  const drafting = newDrafting(person, request, async (revision, writing) => {
    const saved = await api.put<{ revision: number }>(`/requests/${request}/opinion`, { revision, ...tidy(writing) });
    return saved.revision;
  });
  drafts.set(key, drafting);
  return drafting;
}

import type { CaseDetail } from "../../cases/detail";
import { readable, titleOf } from "../../cases/page/film/titles";
import { opened } from "../../cases/page/state/memory";

/** Titles of what lies on the case and was not on this reader's stage. */
export function useUnopened(detail: CaseDetail): string[] {
  const seen = opened.value[detail.id] ?? [];
  return readable(detail.materials)
    .filter((each) => !seen.includes(each.id))
    .map(titleOf);
}

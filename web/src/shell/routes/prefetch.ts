import type { Session } from "../../api";
import { placesFor } from "./places";
import { ROUTES } from "./routes";

/** After the first page has what it needs. */
const CALM = 1500;

/** Brings the code of this person's pages, so that they open at once, and without a line too. */
export function prefetchPages(who: Session): () => void {
  const places = placesFor(who).map((each) => each.path);
  const wanted = ROUTES.filter(({ path }) => places.some((place) => path === place || path.startsWith(`${place}/`)));
  const timer = setTimeout(async () => {
    for (const route of wanted) {
      // What does not come now comes with its page, which then says why.
      await route.load().catch(() => undefined);
    }
  }, CALM);
  return () => clearTimeout(timer);
}

import { Skeleton } from "../../ui";

/** The page's own shape before it is filled. */
export function Loading() {
  return (
    <div class="case case-loading">
      <Skeleton rows={1} height={44} />
      <Skeleton rows={1} height={320} />
      <Skeleton rows={3} height={40} />
    </div>
  );
}

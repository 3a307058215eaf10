import { t, tError } from "../../i18n";
import { Button, EmptyState, GreyBar, PageError, Skeleton } from "../../ui";
import { triangleAlert } from "../../ui/icons";
import { ApiError } from "../../api";

interface ListStateProps {
  count: number | undefined;
  error: unknown;
  /** One sentence for an empty list. */
  empty: string;
  onRetry: () => void;
  height?: number;
}

/** What stands above or instead of a list: loading, failed, empty, or shown but out of date. */
export function ListState({ count, error, empty, onRetry, height = 48 }: ListStateProps) {
  if (count === undefined) {
    if (error === undefined) return <Skeleton rows={6} height={height} />;
    return <PageError error={error} onRetry={onRetry} />;
  }
  return (
    <>
      {/* Having no connection is said by the bar above the page. */}
      {error instanceof ApiError && (
        <GreyBar
          icon={triangleAlert}
          action={
            <Button size="small" onClick={onRetry}>
              {t("common.page.retry")}
            </Button>
          }
        >
          {tError(error)}
        </GreyBar>
      )}
      {count === 0 && <EmptyState text={empty} />}
    </>
  );
}

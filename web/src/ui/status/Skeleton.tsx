import { t } from "../../i18n";
import "./status.css";

export interface SkeletonProps {
  rows?: number;
  /** CSS pixels of one real row, so that nothing jumps when it arrives. */
  height?: number;
}

/** Invisible for the first 400 ms. */
export function Skeleton({ rows = 4, height = 56 }: SkeletonProps) {
  return (
    <div class="skeleton" role="status">
      <span class="visually-hidden">{t("common.loading")}</span>
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} class="skeleton-row" style={{ height: `${height}px` }} />
      ))}
    </div>
  );
}

import { t } from "../../i18n";

/** The product's mark: its first character under a roof. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 32 32" role="img" aria-label={t("shell.product")}>
      <rect width="32" height="32" rx="6" />
      <path d="M16 5 5.500 13.500M16 5l10.500 8.500M10.500 14h11M7.500 19h17M14.500 19 10 26h11.500M18.500 22l3.500 5" />
    </svg>
  );
}

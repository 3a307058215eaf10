import type { ComponentChildren } from "preact";
import { t } from "../../i18n";
import { useTitle } from "../../shell/useTitle";
import { PageState } from "../../ui";
import { administers } from "../access";
import "./admin.css";

const SECTIONS = ["people", "experts", "hospitals", "capabilities", "protocols", "partnerships", "lists", "limits", "channels"] as const;
export type Section = (typeof SECTIONS)[number];

interface AdminFrameProps {
  section: Section;
  /** The page's one filled button. */
  action?: ComponentChildren;
  children: ComponentChildren;
}

/** Head and sections of Administration; closed to everyone who administers nothing. */
export function AdminFrame({ section, action, children }: AdminFrameProps) {
  useTitle(`${t(`admin.section.${section}`)} · ${t("admin.title")}`);
  if (!administers()) return <PageState kind="forbidden" />;
  return (
    <div class="admin">
      <header class="admin-head">
        <h1>{t("admin.title")}</h1>
        <nav class="admin-sections" aria-label={t("admin.title")}>
          {SECTIONS.map((each) => (
            <a key={each} class="tab" href={`/admin/${each}`} aria-current={each === section ? "page" : undefined}>
              {t(`admin.section.${each}`)}
            </a>
          ))}
        </nav>
        <div class="admin-action">{action}</div>
      </header>
      {children}
    </div>
  );
}

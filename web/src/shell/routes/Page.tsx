import { Component, type ComponentChildren, type ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadAbout, reportFault } from "../../api";
import { t } from "../../i18n";
import { Button, PageState, Skeleton } from "../../ui";
import type { PageRoute } from "./routes";

const loaded = new Map<PageRoute, ComponentType>();

/** Loads a page's code on first use; a failed load offers to try again instead of a blank screen. */
export function LazyPage({ route }: { route: PageRoute }) {
  const [, redraw] = useState(0);
  const [failed, setFailed] = useState<"offline" | "updated" | null>(null);
  const [round, setRound] = useState(0);

  useEffect(() => {
    if (loaded.has(route)) return undefined;
    let wanted = true;
    route.load().then(
      (module) => {
        loaded.set(route, module.default);
        if (wanted) redraw((n) => n + 1);
      },
      async () => {
        const why = await loadAbout().then(
          () => "updated" as const,
          () => "offline" as const,
        );
        if (wanted) setFailed(why);
      },
    );
    return () => {
      wanted = false;
    };
  }, [route, round]);

  const Found = loaded.get(route);
  if (Found !== undefined) return <Found />;
  if (failed === null) return <Skeleton />;
  if (failed === "updated") return <Updated />;
  const retry = () => {
    setFailed(null);
    setRound((n) => n + 1);
  };
  return <PageState kind="offline" onRetry={retry} />;
}

/** The files of an older build are gone after an update. */
function Updated() {
  return (
    <section class="page-state">
      <h1>{t("common.page.error")}</h1>
      <p>{t("shell.reload_about")}</p>
      <div class="page-state-actions">
        <Button kind="filled" onClick={() => window.location.reload()}>
          {t("shell.reload")}
        </Button>
      </div>
    </section>
  );
}

/** Keeps one page's fault from taking the rail and the other patients with it. */
export class Guard extends Component<{ children: ComponentChildren }, { error: unknown }> {
  override state = { error: undefined as unknown };

  override componentDidCatch(error: unknown): void {
    this.setState({ error });
    reportFault(error);
  }

  override render() {
    if (this.state.error === undefined) return this.props.children;
    return <PageState kind="error" onRetry={() => this.setState({ error: undefined })} />;
  }
}

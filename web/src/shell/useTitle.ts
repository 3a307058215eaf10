import { useEffect } from "preact/hooks";
import { t } from "../i18n";

/** The browser tab's title: "Today · Huizhen". */
export function useTitle(title: string): void {
  const product = t("shell.product");
  useEffect(() => {
    document.title = title === "" ? product : `${title} · ${product}`;
  }, [title, product]);
}

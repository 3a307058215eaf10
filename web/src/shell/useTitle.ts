import { useEffect } from "preact/hooks";
import { t } from "../i18n";
import { locked } from "./lock/lock";

/** The browser tab's title: "Today · Huizhen"; it may name a patient, so a locked screen has none. */
export function useTitle(title: string): void {
  const product = t("shell.product");
  const bare = title === "" || locked.value;
  useEffect(() => {
    document.title = bare ? product : `${title} · ${product}`;
  }, [bare, title, product]);
}

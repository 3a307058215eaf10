import { session } from "../../api";
import { t } from "../../i18n";
import { Icon } from "../../ui/icons";
import { Mark } from "./Mark";
import { AccountMenu, LanguageMenu } from "./menus";
import { placesFor } from "../routes/places";

/** At the left; on a phone the bar at the bottom. */
export function Rail({ path }: { path: string }) {
  const who = session.value;
  const places = who ? placesFor(who) : [];
  return (
    <nav class="rail" aria-label={t("shell.places")}>
      <a class="rail-mark" href="/">
        <Mark />
      </a>
      {places.map((place) => (
        <a
          key={place.path}
          class="rail-place"
          href={place.path}
          aria-current={path === place.path || path.startsWith(`${place.path}/`) ? "page" : undefined}
        >
          <Icon of={place.icon} />
          <span>{t(place.word)}</span>
        </a>
      ))}
      <div class="rail-foot">
        <LanguageMenu side="right" buttonClass="rail-place" />
        <AccountMenu side="right" buttonClass="rail-place" />
      </div>
      <div class="rail-me">
        <AccountMenu side="above-end" buttonClass="rail-place" withLanguage />
      </div>
    </nav>
  );
}

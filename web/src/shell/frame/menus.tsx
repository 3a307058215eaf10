import { useSignal } from "@preact/signals";
import { useLocation } from "preact-iso";
import { api, logout, me, session, switchUser } from "../../api";
import { chooseLanguage, locale, LOCALE_NAMES, LOCALES, t, tError } from "../../i18n";
import { Menu, MenuItem } from "../../ui";
import { check, Icon, keyRound, languages, lock as lockIcon, logOut, user, users } from "../../ui/icons";
import { lock } from "../lock/lock";
import { forgetPatients } from "../openPatients";
import { chooseTheme, theme, type Theme } from "./theme";

type Side = "right" | "above-start" | "above-end" | "below";

function LanguageItems({ done }: { done: () => void }) {
  return (
    <>
      {LOCALES.map((each) => (
        <MenuItem
          key={each}
          lang={each}
          current={each === locale.value}
          icon={<Tick shown={each === locale.value} />}
          onPress={() => {
            void chooseLanguage(each, me.value?.id);
            // The server's own sentences follow; should it not hear of it, only they lag behind.
            if (me.value) void api.put("/session/locale", { locale: each }).catch(() => undefined);
            done();
          }}
        >
          {LOCALE_NAMES[each] ?? each}
        </MenuItem>
      ))}
    </>
  );
}

export function LanguageMenu({ side, buttonClass }: { side: Side; buttonClass: string }) {
  return (
    <Menu
      label={t("shell.language")}
      side={side}
      buttonClass={buttonClass}
      button={
        <>
          <Icon of={languages} />
          <span>{LOCALE_NAMES[locale.value]}</span>
        </>
      }
    >
      {(close) => <LanguageItems done={close} />}
    </Menu>
  );
}

const THEMES: readonly Theme[] = ["system", "light", "dark"];

/** Own name, appearance, log out; on a phone also the language. */
export function AccountMenu({ side, buttonClass, withLanguage }: { side: Side; buttonClass: string; withLanguage?: boolean }) {
  const { route: go } = useLocation();
  const failure = useSignal<string | null>(null);
  const person = me.value;
  if (person === null) return null;

  const leave = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      failure.value = t("shell.logout_failed", { reason: tError(error) });
    }
  };
  return (
    <Menu
      label={`${t("shell.account")}: ${person.name}`}
      side={side}
      buttonClass={buttonClass}
      button={
        <>
          <Icon of={user} />
          <span>{person.name}</span>
        </>
      }
    >
      {(close) => (
        <>
          <p class="menu-note">
            <strong>{person.name}</strong>
            {[person.title, ...places()].filter(Boolean).join(" · ")}
          </p>
          <p class="menu-note">{t("shell.theme")}</p>
          {THEMES.map((each) => (
            <MenuItem
              key={each}
              current={theme.value === each}
              icon={<Tick shown={theme.value === each} />}
              onPress={() => chooseTheme(each)}
            >
              {t(`shell.theme.${each}`)}
            </MenuItem>
          ))}
          {withLanguage && (
            <>
              <p class="menu-note">{t("shell.language")}</p>
              <LanguageItems done={close} />
            </>
          )}
          <hr />
          <MenuItem
            icon={<Icon of={keyRound} size={16} />}
            onPress={() => {
              close();
              go("/account");
            }}
          >
            {t("shell.account")}
          </MenuItem>
          <MenuItem
            icon={<Icon of={lockIcon} size={16} />}
            onPress={() => {
              close();
              lock();
            }}
          >
            {t("shell.lock")}
          </MenuItem>
          <MenuItem icon={<Icon of={users} size={16} />} onPress={() => void leave(switchUser)}>
            {t("shell.switch_user")}
          </MenuItem>
          <MenuItem
            icon={<Icon of={logOut} size={16} />}
            onPress={() => void leave(() => logout().then(() => forgetPatients(person.id)))}
          >
            {t("shell.logout")}
          </MenuItem>
          {failure.value && (
            <p class="menu-note" role="alert">
              {failure.value}
            </p>
          )}
        </>
      )}
    </Menu>
  );
}

const places = () => [...new Set((session.value?.roles ?? []).map((each) => each.org_name))];

function Tick({ shown }: { shown: boolean }) {
  return <span class="menu-tick">{shown && <Icon of={check} size={16} />}</span>;
}

import { useSignal } from "@preact/signals";
import { useLocation } from "preact-iso";
import { useEffect } from "preact/hooks";
import { about, loadAbout, login, session, sessionEnd } from "../../api";
import { t } from "../../i18n";
import { Button, Field } from "../../ui";
import { circleAlert, Icon } from "../../ui/icons";
import { InsecureBar } from "../frame/bars";
import { LanguageMenu } from "../frame/menus";
import { Mark } from "../frame/Mark";
import { useTitle } from "../useTitle";
import { DemoAccounts } from "./DemoAccounts";
import { reasonOf } from "./reasons";
import "./login.css";

/** Only addresses of our own: "//elsewhere" would leave the site. */
const safe = (next: string | undefined) => (next && /^\/(?![/\\])/.test(next) ? next : "/");

export default function LoginPage() {
  const { query, route: go } = useLocation();
  const username = useSignal("");
  const password = useSignal("");
  const shown = useSignal(false);
  const tried = useSignal(false);
  const busy = useSignal(false);
  const failure = useSignal<unknown>(null);
  useTitle(t("login.title"));

  useEffect(() => {
    // Without it the page only lacks the demo accounts.
    loadAbout().catch(() => undefined);
  }, []);
  useEffect(() => {
    if (session.value) go(safe(query.next), true);
  }, [session.value]);

  const send = async (event: Event) => {
    event.preventDefault();
    tried.value = true;
    if (busy.value || !username.value.trim() || !password.value) return;
    busy.value = true;
    failure.value = null;
    try {
      await login(username.value.trim(), password.value);
    } catch (error) {
      failure.value = error;
      password.value = "";
      document.getElementById("password")?.focus();
    } finally {
      busy.value = false;
    }
  };

  const wanted = (value: string, text: string) => (tried.value && !value && !failure.value ? text : null);
  return (
    <div class="login">
      <InsecureBar />
      <div class="login-panel">
        <header class="login-head">
          <Mark size={40} />
          <div>
            <h1>{t("shell.product")}</h1>
            <p>{t("login.about")}</p>
          </div>
        </header>
        {sessionEnd.value === "expired" && <p class="login-ended">{t("login.ended")}</p>}
        <form class="login-form" onSubmit={(event) => void send(event)} noValidate>
          <Field
            id="username"
            name="username"
            label={t("login.username")}
            value={username.value}
            onInput={(value) => {
              username.value = value;
            }}
            autocomplete="username"
            autoFocus
            error={wanted(username.value, t("login.needs_username"))}
          />
          <Field
            id="password"
            name="password"
            type={shown.value ? "text" : "password"}
            label={t("login.password")}
            value={password.value}
            onInput={(value) => {
              password.value = value;
            }}
            autocomplete="current-password"
            error={wanted(password.value, t("login.needs_password"))}
          />
          {failure.value !== null && (
            <p class="login-failure" role="alert">
              <Icon of={circleAlert} size={16} />
              {reasonOf(failure.value)}
            </p>
          )}
          <div class="login-actions">
            <Button kind="filled" type="submit" busy={busy.value}>
              {t("login.submit")}
            </Button>
            <Button
              kind="text"
              onClick={() => {
                shown.value = !shown.value;
              }}
            >
              {shown.value ? t("login.hide_password") : t("login.show_password")}
            </Button>
          </div>
        </form>
        {about.value?.demo && (
          <DemoAccounts
            about={about.value}
            onChoose={(account) => {
              username.value = account;
              password.value = about.value?.demo_password ?? "";
              failure.value = null;
              document.getElementById(password.value ? "username" : "password")?.focus();
            }}
          />
        )}
      </div>
      <footer class="login-foot">
        <LanguageMenu side="above-start" buttonClass="menu-button" />
        <span class="meta">{about.value && `${about.value.name} ${about.value.version}`}</span>
      </footer>
    </div>
  );
}

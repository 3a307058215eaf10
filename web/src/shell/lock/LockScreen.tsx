import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ApiError, OfflineError, session, switchUser } from "../../api";
import { plural, t, tError } from "../../i18n";
import { Button, Field } from "../../ui";
import { bellRing, circleAlert, Icon, lock as lockIcon } from "../../ui/icons";
import { useModal } from "../../ui/frame/useModal";
import { callsWaiting } from "../../worklists";
import { reasonOf } from "../login/reasons";
import { Mark } from "../frame/Mark";
import { unlock } from "./lock";
import "../login/login.css";
import "./lock.css";

/** Over everything, with nothing of a patient: drafts and pages stay as they are behind it. */
export function LockScreen() {
  const ref = useModal(true, () => undefined);
  const password = useSignal("");
  const busy = useSignal(false);
  const failure = useSignal<string | null>(null);
  const who = session.value;

  useEffect(() => {
    document.documentElement.classList.add("screen-locked");
    return () => {
      document.documentElement.classList.remove("screen-locked");
    };
  }, []);
  if (!who) return null;

  const attempt = async (work: () => Promise<void>) => {
    if (busy.value) return;
    busy.value = true;
    failure.value = null;
    try {
      await work();
    } catch (error) {
      failure.value = words(error);
      password.value = "";
      document.getElementById("unlock")?.focus();
    } finally {
      busy.value = false;
    }
  };
  return (
    <dialog class="lock" ref={ref} aria-labelledby="lock-title">
      <div class="lock-panel">
        <header class="login-head">
          <Mark size={40} />
          <div>
            <h1 id="lock-title">{who.person.name}</h1>
            <p>
              <Icon of={lockIcon} size={16} /> {t("shell.lock.about")}
            </p>
          </div>
        </header>
        {callsWaiting.value > 0 && (
          <p class="lock-call" role="status">
            <Icon of={bellRing} size={16} /> {plural("shell.lock.calls", callsWaiting.value)}
          </p>
        )}
        <form
          class="login-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (password.value !== "") void attempt(() => unlock(password.value));
          }}
        >
          <input type="hidden" name="username" autocomplete="username" value={who.username} />
          <Field
            id="unlock"
            type="password"
            label={t("login.password")}
            value={password.value}
            onInput={(value) => {
              password.value = value;
            }}
            autocomplete="current-password"
            autoFocus
          />
          {failure.value !== null && (
            <p class="login-failure" role="alert">
              <Icon of={circleAlert} size={16} />
              {failure.value}
            </p>
          )}
          <div class="login-actions">
            <Button kind="filled" type="submit" busy={busy.value}>
              {t("shell.lock.open")}
            </Button>
            <Button kind="text" onClick={() => void attempt(switchUser)}>
              {t("shell.switch_user")}
            </Button>
          </div>
        </form>
        <p class="meta">{t("shell.lock.kept")}</p>
      </div>
    </dialog>
  );
}

function words(error: unknown): string {
  if (error instanceof OfflineError) return t("shell.lock.offline");
  return error instanceof ApiError && error.status === 429 ? reasonOf(error) : tError(error);
}

import { useState } from "preact/hooks";
import { api, session } from "../../../../api";
import { t } from "../../../../i18n";
import { Button, FormFoot } from "../../../../ui";
import { Ask } from "../../../forms/Ask";
import { Failure } from "../../../forms/Failure";
import { present } from "../../../forms/faults";
import { useDeed } from "../../../forms/useDeed";
import type { Login, Member } from "../../../types";
import { Handed, type HandedLogin } from "./Handed";
import { LoginFields, LOGIN_FIELDS, loginFaults, type LoginDraft } from "./LoginFields";

interface LoginSectionProps {
  person: Member;
  /** The hospital in whose name it is changed; null: the reader may not. */
  org: string | null;
  /** Just made, to be handed over. */
  handed: HandedLogin | null;
  onHanded: (login: HandedLogin) => void;
  onChanged: () => void;
}

/** Logins of a person: give one, reset its password, close it and open it again. */
export function LoginSection({ person, org, handed, onHanded, onChanged }: LoginSectionProps) {
  const [open, setOpen] = useState(false);
  return (
    <section class="admin-part">
      <h3>{t("admin.logins")}</h3>
      <Handed login={handed} />
      {person.accounts.length === 0 && !open && <p class="meta">{t("admin.login.none")}</p>}
      <ul class="admin-lines">
        {person.accounts.map((login) => (
          <LoginLine key={login.id} login={login} org={org} onHanded={onHanded} onChanged={onChanged} />
        ))}
      </ul>
      {person.accounts.length === 0 && org !== null && !open && (
        <Button size="small" onClick={() => setOpen(true)}>
          {t("admin.login.add")}
        </Button>
      )}
      {open && org !== null && (
        <PasswordForm
          deed={t("admin.login.give")}
          send={(draft) => api.post(`/people/${person.id}/account`, { org_id: org, ...draft })}
          onLeave={() => setOpen(false)}
          onDone={(login) => {
            setOpen(false);
            onHanded(login);
            onChanged();
          }}
        />
      )}
    </section>
  );
}

interface LoginLineProps {
  login: Login;
  org: string | null;
  onHanded: (login: HandedLogin) => void;
  onChanged: () => void;
}

function LoginLine({ login, org, onHanded, onChanged }: LoginLineProps) {
  const [resetting, setResetting] = useState(false);
  const disabled = login.status === "disabled";
  const own = session.value?.username === login.username;
  const put = (path: string, body: object) => api.put(`/accounts/${login.id}/${path}`, { org_id: org, ...body });
  return (
    <li>
      <div class="admin-line">
        <span>
          <code>{login.username}</code> <span class="meta">{stateOf(login)}</span>
        </span>
        {org !== null && !resetting && (
          <span class="admin-row">
            {!disabled && (
              <Button kind="text" size="small" onClick={() => setResetting(true)}>
                {t("admin.login.reset")}
              </Button>
            )}
            {!own && (
              <Ask
                deed={disabled ? t("admin.login.enable") : t("admin.login.disable")}
                about={disabled ? t("admin.login.enable_about") : t("admin.login.disable_about")}
                work={() => put("status", { disabled: !disabled })}
                onDone={onChanged}
              />
            )}
          </span>
        )}
      </div>
      {resetting && (
        <PasswordForm
          deed={t("admin.login.reset")}
          username={login.username}
          send={(draft) => put("password", { password: draft.password })}
          onLeave={() => setResetting(false)}
          onDone={(made) => {
            setResetting(false);
            onHanded(made);
            onChanged();
          }}
        />
      )}
    </li>
  );
}

function stateOf(login: Login): string {
  if (login.status === "disabled") return t("admin.login.disabled");
  return login.must_change_password ? t("admin.login.first") : t("admin.login.active");
}

interface PasswordFormProps {
  deed: string;
  /** Given: only its password is set. */
  username?: string;
  send: (draft: LoginDraft) => Promise<unknown>;
  onLeave: () => void;
  onDone: (login: HandedLogin) => void;
}

function PasswordForm({ deed, username, send, onLeave, onDone }: PasswordFormProps) {
  const [draft, setDraft] = useState<LoginDraft>({ username: username ?? "", password: "" });
  const doing = useDeed("login", LOGIN_FIELDS);
  const passwordOnly = username !== undefined;
  const submit = async (event: Event) => {
    event.preventDefault();
    const login = { username: draft.username.trim(), password: draft.password };
    if (await doing.run(() => send(login), present(loginFaults(draft, passwordOnly)))) onDone(login);
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <LoginFields form="login" draft={draft} onChange={setDraft} faults={doing.faults} passwordOnly={passwordOnly} />
      <Failure text={doing.general} />
      <FormFoot deed={deed} busy={doing.busy} onLeave={onLeave} />
    </form>
  );
}

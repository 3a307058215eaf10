import { useEffect, useState } from "preact/hooks";
import { api, ApiError, me as person, session } from "../../api";
import { readersVoice, t, tError } from "../../i18n";
import { Button, Check, Field, Sheet } from "../../ui";
import { useCasePage } from "../../cases/page/state/context";
import type { CaseRequest } from "../../cases/detail";
import { readable, titleOf } from "../../cases/page/film/titles";
import { dropBegun } from "../../rooms";
import { tidy, unanswered, type Writing } from "../opinion/complete";
import { correctionKey } from "../opinion/correction";
import type { OpinionDrafting } from "../opinion/draft";
import { plannedPaper } from "../paper/model";
import { OpinionPaper } from "../paper/OpinionPaper";
import { useUnopened } from "./useUnopened";
import "./sign.css";

interface SignSheetProps {
  request: CaseRequest;
  writing: Writing;
  /** The draft that is being signed; absent for a correction. */
  drafting?: OpinionDrafting;
  /** Why a new version is needed. */
  correction?: string;
  onClose: () => void;
}

/** One sheet: the paper, what is missing or was not opened, the password. */
export function SignSheet({ request, writing, drafting, correction = "", onClose }: SignSheetProps) {
  const { detail, reload, go, me } = useCasePage();
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(undefined);
  const [unneeded, setUnneeded] = useState(false);
  const unopened = useUnopened(detail);
  const strangers = readable(detail.materials).filter((each) => each.identity === "mismatch").map(titleOf);
  const left = unanswered(request.questions, writing);
  const [interim, setInterim] = useState(false);
  const mayInterim = drafting !== undefined && request.allowed.includes("sign_interim");
  const ready = (left.length === 0 || interim) && request.can_sign.ok && (unopened.length === 0 || unneeded) && password !== "";
  useEffect(() => void drafting?.flush(), [drafting]);

  const sign = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await send(request, writing, { password, correction, interim }, drafting);
      await drafting?.done();
      await dropBegun(me, correctionKey(request.id));
      go({ deed: null });
      reload();
      onClose();
    } catch (error) {
      setFailure(error);
      setBusy(false);
      if (error instanceof ApiError && (error.status === 409 || error.status === 412)) reload();
    }
  };
  return (
    <Sheet
      open
      title={t(correction === "" ? "opinion.sign_title" : "opinion.correct_title")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("common.cancel")}</Button>
          <Button kind="filled" type="submit" form="sign-form" busy={busy} disabled={!ready}>
            {t(interim ? "case.action.sign_interim" : "opinion.sign")}
          </Button>
        </>
      }
    >
      <form
        id="sign-form"
        class="sign"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !busy) void sign();
        }}
      >
        <section>
          <h3>{t("opinion.sign_paper")}</h3>
          <OpinionPaper paper={plannedPaper(readersVoice(), detail, request, writing, signerOf(request, me), correction)} />
        </section>
        <section>
          <h3>{t("opinion.sign_check")}</h3>
          {left.length > 0 && <p class="sign-missing">{t("opinion.left", { numbers: left.map(String) })}</p>}
          {mayInterim && (
            <Check checked={interim} onChange={setInterim}>
              {t("steps.interim")}
            </Check>
          )}
          {!request.can_sign.ok && <p class="sign-missing">{tError({ code: request.can_sign.reason ?? "" })}</p>}
          {strangers.length > 0 && <p class="sign-missing">{t("opinion.strangers", { titles: strangers })}</p>}
          {unopened.length === 0 ? <p class="sign-fine">{t("opinion.all_opened")}</p> : <p>{t("opinion.unopened", { titles: unopened })}</p>}
          {unopened.length > 0 && (
            <Check checked={unneeded} onChange={setUnneeded}>
              {t("opinion.unneeded")}
            </Check>
          )}
        </section>
        <section>
          <h3>{t("opinion.sign_password")}</h3>
          <input class="visually-hidden" type="text" autocomplete="username" readOnly tabIndex={-1} value={session.value?.username ?? ""} aria-hidden="true" />
          <Field
            type="password"
            label={t("opinion.password_of", { name: person.value?.name ?? "" })}
            value={password}
            onInput={setPassword}
            autocomplete="current-password"
            required
            error={failure === undefined ? null : tError(failure)}
          />
        </section>
      </form>
    </Sheet>
  );
}

interface Said {
  password: string;
  correction: string;
  interim: boolean;
}

async function send(request: CaseRequest, writing: Writing, { password, correction, interim }: Said, drafting?: OpinionDrafting): Promise<void> {
  const options = { ifMatch: request.version };
  if (drafting === undefined) {
    await api.post(`/requests/${request.id}/correct`, { password, reason: correction, ...tidy(writing) }, options);
    return;
  }
  // What is signed is what the server holds: nothing may still be on the way.
  if (!(await drafting.flush())) throw new ApiError(412, "opinion.not_saved", {}, t("opinion.not_saved"));
  await api.post(`/requests/${request.id}/${interim ? "sign_interim" : "sign"}`, { password, revision: drafting.revision }, options);
}

function signerOf(request: CaseRequest, me: string) {
  const found = request.assignments.find((each) => each.person.id === me)?.person;
  return { name: found?.name ?? person.peek()?.name ?? "", title: found?.title ?? null, org_name: request.to_org?.name ?? null };
}

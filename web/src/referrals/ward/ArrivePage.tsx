import { useEffect, useState } from "preact/hooks";
import { api, ApiError } from "../../api";
import { t } from "../../i18n";
import { useTitle } from "../../shell/useTitle";
import { Button, Field, PageError, Skeleton } from "../../ui";
import "../referrals.css";

interface Arrival {
  id: string;
  state: string;
  case_id: string;
}

/** Where the slip's code leads: the patient is here. A hand scanner types the code into the box. */
export default function ArrivePage() {
  const [code, setCode] = useState(() => location.hash.slice(1));
  const [typed, setTyped] = useState("");
  const [arrived, setArrived] = useState<Arrival | null>(null);
  const [failure, setFailure] = useState<unknown>();
  useTitle(t("referral.arrive.title"));

  const tell = () => {
    if (code === "") return;
    setFailure(undefined);
    api.post<Arrival>("/referrals/arrivals", { code }).then(setArrived, setFailure);
  };
  useEffect(tell, [code]);

  const unknown = failure instanceof ApiError && failure.status === 404;
  if (arrived !== null) {
    return (
      <section class="page-state" role="status">
        <h1>{t("referral.arrive.done")}</h1>
        <p>{t("referral.arrive.done_about")}</p>
        <div class="page-state-actions">
          <Button kind="filled" href={`/referrals/${arrived.id}?side=received`}>
            {t("referral.arrive.open")}
          </Button>
        </div>
      </section>
    );
  }
  if (failure !== undefined && !unknown) return <PageError error={failure} onRetry={tell} />;
  if (code !== "" && !unknown) return <Skeleton rows={2} />;
  return (
    <form
      class="page-state"
      onSubmit={(event) => {
        event.preventDefault();
        // A scanner types the whole address of the slip.
        const read = typed.trim().split("#").at(-1) ?? "";
        if (read === code) tell();
        else setCode(read);
      }}
    >
      <h1>{t("referral.arrive.title")}</h1>
      <p>{t(unknown ? "referral.arrive.unknown" : "referral.arrive.about")}</p>
      <Field label={t("referral.arrive.code")} value={typed} onInput={setTyped} maxLength={300} autoFocus />
      <div class="page-state-actions">
        <Button kind="filled" type="submit" disabled={typed.trim() === ""}>
          {t("referral.action.arrive")}
        </Button>
      </div>
    </form>
  );
}

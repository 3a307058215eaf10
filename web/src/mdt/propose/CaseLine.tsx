import { formatDateTime, plural, t, tError } from "../../i18n";
import { specialtyName } from "../../i18n/vocabulary";
import { Skeleton } from "../../ui";
import { useMdt } from "../session/useSession";
import { FormRead } from "./FormRead";

/** On the case's own page: which MDT, when, and what was asked of it. */
export function CaseLine({ requestId, caseId }: { requestId: string; caseId: string }) {
  const { data, error } = useMdt(requestId, caseId);
  if (data === undefined) return error === undefined ? <Skeleton rows={2} height={40} /> : <p class="request-warning">{tError(error)}</p>;
  const { session } = data;
  return (
    <div class="mdt-case-line">
      <h2>{t("mdt.title")}</h2>
      <p>
        {[data.board.name, data.to_org.name, t(`mdt.state.${data.state}`)].join(" · ")}
        {session !== null && (
          <>
            {" · "}
            <a href={`/mdt/${session.id}?case=${requestId}`}>
              {[formatDateTime(session.starts_at), t(`mdt.mode.${session.mode}`), plural("mdt.minutes", data.minutes)].join(" · ")}
            </a>
          </>
        )}
      </p>
      <p class="meta">{t("mdt.needs", { who: data.required_specialties.map(specialtyName) })}</p>
      <FormRead form={data.form} required={data.required_specialties} />
    </div>
  );
}

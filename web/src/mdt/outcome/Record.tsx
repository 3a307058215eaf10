import { useCasePage } from "../../cases/page/state/context";
import type { CaseRequest } from "../../cases/detail";
import { t, tError } from "../../i18n";
import { printSheet } from "../../reports/paper/printPaper";
import { useVoice } from "../../reports/paper/useVoice";
import { RespondForm } from "../../reports/RespondForm";
import { Button, EmptyState, Skeleton } from "../../ui";
import { ActionStates } from "./ActionStates";
import { MdtPaper } from "../paper/MdtPaper";
import { mdtPaper } from "../paper/model";
import { useMdt } from "../session/useSession";
import { Signatures } from "../signing/Signatures";

/** On the case's own page: what the MDT decided, as it prints, and what the county does with it. */
export function MdtRecord({ request }: { request: CaseRequest }) {
  const { detail } = useCasePage();
  const { voice } = useVoice();
  const { data, error } = useMdt(request.id, detail.id);
  if (data === undefined) return error === undefined ? <Skeleton rows={4} height={72} /> : <p class="request-warning">{tError(error)}</p>;
  const { outcome } = data;
  if (outcome === null || outcome.version === 0) {
    return (
      <div class="desk-scroll">
        <EmptyState text={t("mdt.record_none")} />
      </div>
    );
  }
  const paper = mdtPaper(voice, detail, data);
  const responds = request.allowed.includes("respond");
  return (
    <>
      <div class="desk-scroll">
        <p class="mdt-print">
          <Button size="small" kind="text" onClick={() => printSheet(<MdtPaper paper={paper} />)}>
            {t("mdt.print")}
          </Button>
          {data.session !== null && data.me?.to_sign && <a href={`/mdt/${data.session.id}?case=${request.id}`}>{t("mdt.do.sign")}</a>}
        </p>
        <MdtPaper paper={paper} />
        <Signatures view={data} />
        <ActionStates view={data} />
      </div>
      {responds && <RespondForm first={request.adoptions.length === 0} />}
    </>
  );
}

import { useEffect, useState } from "preact/hooks";
import { formatDateTime, t } from "../i18n";
import { EmptyState, Skeleton } from "../ui";
import { useCasePage } from "../cases/page/state/context";
import type { CaseRequest, Opinion } from "../cases/detail";
import { MdtRecord } from "../mdt/outcome/Record";
import { expertOf, signedOpinion } from "../cases/detail/facts";
import { readBegun } from "../rooms";
import { correctionKey, type Correction } from "./opinion/correction";
import { CorrectionForm } from "./opinion/CorrectionForm";
import { OpinionForm } from "./opinion/OpinionForm";
import { OpinionRecord } from "./OpinionRecord";
import { OpinionPaper } from "./paper/OpinionPaper";
import { signedPaper } from "./paper/model";
import { useVoice } from "./paper/useVoice";
import "./opinion.css";

/** The opinion as it stands for this reader: to write, to read, or not there yet. */
export function OpinionPanel() {
  const { request, place } = useCasePage();
  if (request === undefined) return <EmptyState text={t("opinion.none")} />;
  if (request.kind === "mdt") return <MdtRecord key={request.id} request={request} />;
  const signed = signedOpinion(request);
  if (signed !== undefined && place.deed === "correct" && request.allowed.includes("correct")) {
    return <Correcting request={request} signed={signed} />;
  }
  if (request.allowed.includes("sign")) return <OpinionForm request={request} before={signed && <InForce request={request} signed={signed} />} />;
  if (signed !== undefined) return <OpinionRecord request={request} opinion={signed} />;
  const who = expertOf(request)?.name;
  return (
    <div class="desk-scroll">
      <EmptyState text={who ? t("opinion.not_yet", { who }) : t("opinion.none")} />
    </div>
  );
}

/** What was signed so far, while the next version is being written. */
function InForce({ request, signed }: { request: CaseRequest; signed: Opinion }) {
  const { detail } = useCasePage();
  const { voice } = useVoice();
  return (
    <details class="superseded">
      <summary>{t(signed.interim ? "steps.interim_signed" : "steps.signed_before", { time: formatDateTime(signed.signed_at), version: String(signed.version) })}</summary>
      <OpinionPaper paper={signedPaper(voice, detail, request, signed)} />
    </details>
  );
}

/** Looks first for a correction begun earlier on this device. */
function Correcting({ request, signed }: { request: CaseRequest; signed: Opinion }) {
  const { me } = useCasePage();
  const [begun, setBegun] = useState<Correction | null | undefined>(undefined);
  useEffect(() => {
    void readBegun<Correction>(me, correctionKey(request.id)).then((found) => setBegun(found?.value ?? null));
  }, [me, request.id]);
  if (begun === undefined) return <Skeleton rows={4} height={72} />;
  return <CorrectionForm request={request} signed={signed} begun={begun} />;
}

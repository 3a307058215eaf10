import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { EmptyState, Skeleton } from "../ui";
import { useCasePage } from "../cases/page/context";
import type { CaseRequest, Opinion } from "../cases/page/detail";
import { expertOf, signedOpinion } from "../cases/page/facts";
import { readBegun } from "../rooms";
import { correctionKey, type Correction } from "./opinion/correction";
import { CorrectionForm } from "./opinion/CorrectionForm";
import { OpinionForm } from "./opinion/OpinionForm";
import { OpinionRecord } from "./OpinionRecord";
import "./opinion.css";

/** The opinion as it stands for this reader: to write, to read, or not there yet. */
export function OpinionPanel() {
  const { request, place } = useCasePage();
  if (request === undefined) return <EmptyState text={t("opinion.none")} />;
  const signed = signedOpinion(request);
  if (signed !== undefined && place.deed === "correct" && request.allowed.includes("correct")) {
    return <Correcting request={request} signed={signed} />;
  }
  if (signed !== undefined) return <OpinionRecord request={request} opinion={signed} />;
  if (request.allowed.includes("sign")) return <OpinionForm request={request} />;
  const who = expertOf(request)?.name;
  return (
    <div class="desk-scroll">
      <EmptyState text={who ? t("opinion.not_yet", { who }) : t("opinion.none")} />
    </div>
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

import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, Field } from "../../ui";
import { useCasePage } from "../../cases/page/state/context";
import type { CaseRequest, Opinion } from "../../cases/detail";
import { keepBegun } from "../../rooms";
import { SignSheet } from "../sign/SignSheet";
import { unanswered } from "./complete";
import { correctionKey, type Correction } from "./correction";
import { reason as words } from "./OpinionForm";
import { WritingFields } from "./WritingFields";

interface CorrectionFormProps {
  request: CaseRequest;
  signed: Opinion;
  /** What was begun earlier on this device. */
  begun: Correction | null;
}

/** A signed opinion is never changed: the whole new text becomes the next version. */
export function CorrectionForm({ request, signed, begun }: CorrectionFormProps) {
  const { me, place, go } = useCasePage();
  const [correction, setCorrection] = useState<Correction>(
    begun ?? { reason: "", writing: { content: signed.content, answers: signed.answers } },
  );
  const [signing, setSigning] = useState(false);
  const change = (next: Correction) => {
    setCorrection(next);
    void keepBegun(me, correctionKey(request.id), next, false);
  };
  const ready = correction.reason.trim() !== "" && unanswered(request.questions, correction.writing).length === 0;
  return (
    <div class="opinion-form">
      <div class="desk-scroll">
        <p class="opinion-about">{t("opinion.correct_about", { version: String(signed.version + 1) })}</p>
        <Field
          label={t("opinion.correct_reason")}
          value={correction.reason}
          onInput={(reason) => change({ ...correction, reason })}
          rows={2}
          maxLength={1000}
          required
        />
        <WritingFields
          questions={request.questions}
          writing={correction.writing}
          onChange={(writing) => change({ ...correction, writing })}
          target={place.question}
        />
      </div>
      <div class="opinion-foot">
        <div class="opinion-foot-state">
          {!request.can_sign.ok && request.can_sign.reason && <p class="opinion-obstacle">{words(request.can_sign.reason)}</p>}
        </div>
        <Button kind="text" onClick={() => go({ deed: null })}>
          {t("common.cancel")}
        </Button>
        <Button kind="filled" disabled={!ready || !request.can_sign.ok} onClick={() => setSigning(true)}>
          {t("opinion.review_and_sign")}
        </Button>
      </div>
      {signing && (
        <SignSheet
          request={request}
          writing={correction.writing}
          correction={correction.reason}
          onClose={() => setSigning(false)}
        />
      )}
    </div>
  );
}

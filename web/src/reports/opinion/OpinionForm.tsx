import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { has, t } from "../../i18n";
import { Button, SaveChip } from "../../ui";
import { useCasePage } from "../../cases/page/state/context";
import type { CaseRequest } from "../../cases/detail";
import { SignSheet } from "../sign/SignSheet";
import { unanswered } from "./complete";
import { Conflict } from "./Conflict";
import { draftingOf } from "./draft";
import { WritingFields } from "./WritingFields";

/** What the accepted expert writes; saved as it is written, signed on one sheet. */
export function OpinionForm({ request, before }: { request: CaseRequest; before?: ComponentChildren }) {
  const { me, place, reload } = useCasePage();
  const drafting = draftingOf(me, request.id);
  const [signing, setSigning] = useState(false);
  useEffect(() => void drafting.open(request.opinion_draft), [drafting, request.opinion_draft]);
  const conflict = drafting.conflict.value;
  useEffect(() => {
    if (conflict === true) reload();
  }, [conflict, reload]);

  const writing = drafting.writing.value;
  const left = unanswered(request.questions, writing);
  const { state, at } = drafting.save.value;
  return (
    <div class="opinion-form">
      {conflict !== null && <Conflict drafting={drafting} />}
      <div class="desk-scroll">
        {request.opinion_draft?.begun_by && <p class="meta">{t("steps.begun_by", { who: request.opinion_draft.begun_by.name })}</p>}
        {before}
        <WritingFields
          questions={request.questions}
          writing={writing}
          onChange={(next) => drafting.change(next)}
          target={place.question}
        />
      </div>
      <div class="opinion-foot">
        <div class="opinion-foot-state">
          {state !== "none" && <SaveChip state={state} at={at} />}
          {!request.can_sign.ok && request.can_sign.reason && <p class="opinion-obstacle">{reason(request.can_sign.reason)}</p>}
          {left.length > 0 && <p>{t("opinion.left", { numbers: left.map(String) })}</p>}
        </div>
        <Button kind="filled" disabled={!request.can_sign.ok || conflict !== null} onClick={() => setSigning(true)}>
          {t("opinion.review_and_sign")}
        </Button>
      </div>
      {signing && <SignSheet request={request} writing={writing} drafting={drafting} onClose={() => setSigning(false)} />}
    </div>
  );
}

export const reason = (code: string) => (has(`errors.${code}`) ? t(`errors.${code}`) : code);

import { plural, t } from "../../../i18n";
import { Button } from "../../../ui";
import { useCasePage } from "../state/context";
import type { CaseDetail, CaseRequest } from "../../detail";
import { expertOf } from "../../detail/facts";
import { NextButton } from "./NextButton";

/** At the thumb: call, write, the next step. */
export function PhoneBar({ raised, onRaise }: { raised: boolean; onRaise: () => void }) {
  const { detail, request, room, go } = useCasePage();
  const unread = room.unread.value;
  const number = numberToCall(detail, request);
  const write = () => {
    go({ segment: "room" });
    onRaise();
    requestAnimationFrame(() => document.getElementById("composer")?.focus());
  };
  return (
    <footer class="phone-bar">
      {number && (
        <Button size="touch" href={`tel:${number.replace(/\s/g, "")}`}>
          {t("case.call")}
        </Button>
      )}
      <Button size="touch" onClick={write}>
        {t("case.message")}
        {unread > 0 && (
          <span class="unread">
            <span aria-hidden="true">{unread}</span>
            <span class="visually-hidden">{plural("common.unread", unread)}</span>
          </span>
        )}
      </Button>
      <NextButton touch seen={raised} onGo={onRaise} />
    </footer>
  );
}

/** The other side's telephone, the nearest to the patient or the answer first. */
export function numberToCall(detail: CaseDetail, request: CaseRequest | undefined): string | null {
  const county = [detail.form.data.callback_phone, request?.created_by.phone, detail.owner_org.phone];
  const centre = [request && expertOf(request)?.phone, request?.to_org?.phone];
  return (detail.side === "provider" ? county : centre).find((each) => each) ?? null;
}

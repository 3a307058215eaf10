import { t } from "../../../i18n";
import { Button } from "../../../ui";
import { useCasePage } from "../context";
import type { CaseRequest } from "../detail";
import { nextStep } from "../next";
import { AssignForm } from "./AssignForm";
import { ReasonForm } from "./ReasonForm";

/** In the order in which they are wanted; the opinion's own deeds live in its segment. */
const ORDER = ["submit", "accept", "take", "assign", "start", "close", "refuse", "give_back", "reject", "cancel"];
const AT_ONCE = new Set(["submit", "accept", "take", "start", "close"]);
const ENDING = new Set(["refuse", "give_back", "reject", "cancel"]);

export function Deeds({ request }: { request: CaseRequest }) {
  const { place, go, act, acting } = useCasePage();
  // What the banner offers is not offered twice.
  const first = nextStep(request)?.action;
  const deeds = ORDER.filter((action) => request.allowed.includes(action) && action !== first && !(action === "take" && first === "accept"));
  const open = place.deed !== null && deeds.includes(place.deed) ? place.deed : null;
  if (deeds.length === 0) return null;
  const press = (action: string) => {
    const needsReason = ENDING.has(action) && !(action === "cancel" && request.state === "draft");
    if (AT_ONCE.has(action) || (ENDING.has(action) && !needsReason)) void act(action);
    else go({ deed: open === action ? null : action });
  };
  return (
    <section class="deeds">
      <div class="deeds-row">
        {deeds.map((action) => (
          <Button
            key={action}
            size="small"
            kind={ENDING.has(action) ? "text" : "outline"}
            busy={acting === action}
            onClick={() => press(action)}
          >
            {t(`case.action.${action}`)}
          </Button>
        ))}
      </div>
      {open === "assign" && <AssignForm request={request} onDone={() => go({ deed: null })} />}
      {open !== null && ENDING.has(open) && <ReasonForm action={open} onDone={() => go({ deed: null })} />}
    </section>
  );
}

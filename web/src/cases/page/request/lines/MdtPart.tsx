import { useState } from "preact/hooks";
import { t } from "../../../../i18n";
import { Button } from "../../../../ui";
import { CaseLine } from "../../../../mdt/propose/CaseLine";
import { ProposeSheet } from "../../../../mdt/propose/ProposeSheet";
import { useCasePage } from "../../state/context";
import { ended } from "../../../detail/facts";

/** The case before several disciplines: where it stands there, or the way to propose it. */
export function MdtPart() {
  const { detail, request, go, reload } = useCasePage();
  const [open, setOpen] = useState<"new" | "again" | null>(null);
  const mdt = request?.kind === "mdt" ? request : undefined;
  const running = detail.requests.some((each) => each.kind === "mdt" && !ended(each));
  const proposes = detail.allowed.includes("propose_mdt") && !running;
  const again = mdt?.allowed.includes("supply_info") ?? false;
  if (mdt === undefined && !proposes) return null;
  const close = () => setOpen(null);
  const done = (made: string) => {
    close();
    go({ request: made, deed: null });
    reload();
  };
  return (
    <section>
      {mdt && <CaseLine key={mdt.id} requestId={mdt.id} caseId={detail.id} />}
      <div class="deeds-row">
        {again && (
          <Button size="small" onClick={() => setOpen("again")}>
            {t("mdt.do.supply_info")}
          </Button>
        )}
        {proposes && (
          <Button size="small" onClick={() => setOpen("new")}>
            {t("mdt.propose_open")}
          </Button>
        )}
      </div>
      {open !== null && <ProposeSheet caseId={detail.id} request={open === "again" && mdt ? mdt : null} wanted={open === "again" ? mdt?.course.waits_for?.text : undefined} onClose={close} onDone={done} />}
    </section>
  );
}

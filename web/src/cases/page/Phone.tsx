import { useState } from "preact/hooks";
import { BottomSheet, type Stop } from "../../ui";
import { t } from "../../i18n";
import { PhoneHead } from "./banner/PhoneHead";
import { PhoneBar } from "./banner/PhoneBar";
import { SetbackBar } from "./banner/SetbackBar";
import { useCasePage } from "./context";
import { Desk } from "./desk/Desk";
import { Stage } from "./stage/Stage";

/** Stage under a sheet with three stops, everything to press at the thumb. */
export function Phone() {
  const [stop, setStop] = useState<Stop>("half");
  const { place } = useCasePage();
  return (
    <div class="case-phone">
      <PhoneHead onRequest={() => setStop("full")} />
      <SetbackBar />
      <div class={`case-phone-middle case-phone-${stop}`}>
        <div class="case-phone-stage">
          <Stage />
        </div>
        {!place.stageAlone && (
          <BottomSheet label={t("case.desk")} stop={stop} onStop={setStop}>
            <Desk named={false} />
          </BottomSheet>
        )}
      </div>
      <PhoneBar onRaise={() => setStop("full")} />
    </div>
  );
}

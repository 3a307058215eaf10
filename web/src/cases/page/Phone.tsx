import { BottomSheet, type Stop } from "../../ui";
import { t } from "../../i18n";
import { PhoneHead } from "./banner/PhoneHead";
import { PhoneBar } from "./banner/PhoneBar";
import { Bars } from "./banner/Bars";
import { useCasePage } from "./state/context";
import { Desk } from "./desk/Desk";
import { Stage } from "./stage/Stage";

/** Stage under a sheet with three stops, everything to press at the thumb. */
export function Phone() {
  const { place, go, material } = useCasePage();
  // A tracing gets the glass; where there is none to read, the desk does.
  const stop = place.stop ?? (place.segment === "room" && material?.ecg ? "low" : "half");
  const to = (next: Stop) => go({ stop: next });
  return (
    <div class="case-phone">
      <PhoneHead onRequest={() => to("full")} />
      <Bars />
      <div class={`case-phone-middle case-phone-${stop}`}>
        <div class="case-phone-stage">
          <Stage />
        </div>
        {!place.stageAlone && (
          <BottomSheet label={t("case.desk")} stop={stop} onStop={to}>
            <Desk named={false} />
          </BottomSheet>
        )}
      </div>
      <PhoneBar raised={stop === "full"} onRaise={() => to("full")} />
    </div>
  );
}

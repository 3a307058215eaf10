import { Button } from "../../../ui";
import { useCasePage, type Place } from "../state/context";
import { toOpinion } from "../state/toOpinion";
import { nextStep, standing, type Step } from "../state/next";

interface NextButtonProps {
  touch?: boolean;
  /** The desk is in sight; on the phone it may be lowered. */
  seen?: boolean;
  onGo?: () => void;
}

/** The next step of the case for this person; who is waited for, when it is somebody else's. */
export function NextButton({ touch = false, seen = true, onGo }: NextButtonProps) {
  const { request, act, acting, go, place, me } = useCasePage();
  const step = nextStep(request);
  if (step === null || (seen && isThere(step, place))) return <span class="banner-standing">{standing(request, me)}</span>;
  const press = () => {
    if (step.action !== undefined) void act(step.action);
    else go(step.place?.deed ? step.place : { ...step.place, ...toOpinion(request, me, place) });
    onGo?.();
  };
  return (
    <Button kind="filled" size={touch ? "touch" : "normal"} busy={acting === step.action && acting !== null} onClick={press}>
      {step.text}
    </Button>
  );
}

/** The place it leads to has its own deed to press; the county's answer opens by itself. */
function isThere({ place: to }: Step, { segment, deed }: Place): boolean {
  if (to === undefined || to.segment !== segment) return false;
  return to.deed === "respond" || (to.deed ?? null) === deed;
}

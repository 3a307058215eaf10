import { Button } from "../../../ui";
import { useCasePage } from "../context";
import { nextStep, standing } from "../next";

/** The next step of the case for this person; who is waited for, when it is somebody else's. */
export function NextButton({ touch = false, onGo }: { touch?: boolean; onGo?: () => void }) {
  const { request, act, acting, go, place } = useCasePage();
  const step = nextStep(request);
  // The place it leads to has its own deed to press.
  const there = step !== null && step.place !== undefined && !touch && place.segment === step.place.segment && (step.place.deed ?? null) === place.deed;
  if (step === null || there) return <span class="banner-standing">{standing(request)}</span>;
  const press = () => {
    if (step.action !== undefined) void act(step.action);
    else go(step.place ?? {});
    onGo?.();
  };
  return (
    <Button kind="filled" size={touch ? "touch" : "normal"} busy={acting === step.action && acting !== null} onClick={press}>
      {step.text}
    </Button>
  );
}

/** Keeps the light box out of the page that may need it. */
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { PageError, Skeleton } from "../../ui";
import type { ImagingStageProps } from "./ImagingStage";

type Stage = ComponentType<ImagingStageProps>;

export function ImagingStage(props: ImagingStageProps) {
  const [stage, setStage] = useState<{ Stage: Stage } | null>(null);
  const [failure, setFailure] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    setFailure(undefined);
    import("./ImagingStage").then((module) => setStage({ Stage: module.ImagingStage })).catch(setFailure);
  }, [attempt]);
  if (failure !== undefined) return <PageError error={failure} onRetry={() => setAttempt(attempt + 1)} />;
  return stage ? <stage.Stage {...props} /> : <Skeleton rows={1} />;
}

/** Images of a study on the stage: fetches, shows, measures. */
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../../i18n";
import "./imaging.css";
import { studyUrl } from "./loading/fetchStudy";
import type { PicturePlace, PointerMark } from "../pointers";
import { type ImagingAnchor, type ImagingLook, type ImagingQuote, movedTo } from "./stage/view/anchor";
import { KeptList } from "./stage/KeptList";
import { Notice, StudyProgress } from "./stage/Notices";
import { StackStage } from "./stage/StackStage";
import { type StudyState, useStudy } from "./stage/useStudy";
import { useView } from "./stage/view/view";
import { statusWords } from "./stage/words";

export interface ImagingStageProps {
  /** Hospital whose copy is shown. */
  org: string;
  studyUid: string;
  /** The series to begin with. */
  seriesUid?: string | undefined;
  /** Name, sex, age, number as they stand on every picture. */
  patientLine: string;
  /** Moves to this place. */
  anchor?: ImagingAnchor | null;
  /** How somebody else looks at it, to be looked at likewise. */
  led?: ImagingLook | null;
  /** Told how it is looked at here, with each change. */
  onLook?: ((look: ImagingLook) => void) | undefined;
  /** Told how much of the picture looked at is here, in per cent. */
  onArrive?: ((percent: number) => void) | undefined;
  /** Where others point, and told where the hand here is. */
  pointers?: readonly PointerMark[];
  onPoint?: ((place: PicturePlace | null) => void) | undefined;
  /** Offered in the toolbar: quote this picture in the room. */
  onAnchor?: ((quote: ImagingQuote) => void) | undefined;
  /** Address of a stored file; without it the file is fetched through DICOMweb. */
  originalUrl?: ((sopInstanceUid: string) => string | undefined) | undefined;
  /** Further tools after the own ones, and at the right end. */
  tools?: ComponentChildren;
  toolsEnd?: ComponentChildren;
}

function Waiting({ state, retry }: { state: Exclude<StudyState, { phase: "ready" }>; retry: () => void }) {
  if (state.phase === "loading") return <StudyProgress received={state.received} total={state.total} />;
  return <Notice words={statusWords(state.failure.status, state.failure.detail)} retry={retry} />;
}

export function ImagingStage(props: ImagingStageProps) {
  const { org, studyUid, seriesUid, patientLine, anchor = null, led = null, onArrive } = props;
  const url = studyUrl(org, studyUid);
  const [state, retry] = useStudy(url);
  const [view, change] = useView(url);
  const study = state.phase === "ready" ? state.study : null;
  const stacks = study?.stacks ?? [];
  const stack = stacks.find(({ key }) => key === view.stack) ?? stacks.find(({ series }) => series === seriesUid) ?? stacks[0];

  useEffect(() => {
    if (study && anchor) change((now) => movedTo(study, now, anchor));
  }, [study, anchor]);
  useEffect(() => {
    if (study && led) change((now) => movedTo(study, now, led));
  }, [study, led]);

  useEffect(() => {
    if (!study) onArrive?.(0);
  }, [study, onArrive]);

  return (
    <section class="imaging" aria-label={t("imaging.title")} aria-busy={state.phase === "loading"}>
      {study && stack ? (
        <StackStage key={url} {...{ url, study, stack, view, change, patientLine }} {...props} />
      ) : (
        <div class="imaging-desk">
          <p class="imaging-corner imaging-corner-whose">
            <strong>{patientLine}</strong>
          </p>
          {state.phase !== "ready" && <Waiting state={state} retry={retry} />}
          {study && <KeptList kept={study.kept} originalUrl={props.originalUrl} />}
        </div>
      )}
    </section>
  );
}

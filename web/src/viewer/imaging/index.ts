export { ImagingStage } from "./LazyStage";
export type { ImagingStageProps } from "./ImagingStage";
export type { ImagingAnchor, ImagingLook, ImagingQuote } from "./stage/view/anchor";

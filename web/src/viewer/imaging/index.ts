export { ImagingStage } from "./LazyStage";
export type { ImagingStageProps } from "./ImagingStage";
export type { ImagingAnchor, ImagingQuote } from "./stage/anchor";

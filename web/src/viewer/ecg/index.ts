export { EcgStage, type EcgAnchor, type EcgLook, type EcgRecord, type EcgStageProps } from "./EcgStage";
export { EcgPrint, type EcgPrintProps } from "./print/EcgPrint";
export { EcgPrintSheet, type EcgPrintSheetProps } from "./print/EcgPrintSheet";
export { printEcg } from "./print/printEcg";

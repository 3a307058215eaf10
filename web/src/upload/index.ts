export { UploadPanel, type UploadPanelProps } from "./panel/UploadPanel";
export { addFiles, onStored, release, uploads } from "./queue";
export type { Item as UploadItem } from "./state";
export { reasonWords } from "./words";

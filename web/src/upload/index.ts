export { restoreBatches } from "./batch/restore";
export { UploadPanel, type UploadPanelProps } from "./panel/UploadPanel";
export { onArrived, onRefused, onStored, uploads } from "./queue/items";
export { addFiles, release } from "./queue/single";
export type { Item as UploadItem } from "./state";
export { reasonWords } from "./words";

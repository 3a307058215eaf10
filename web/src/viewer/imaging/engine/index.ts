export { Screen, type Rect, type ScreenEvents, type Show } from "./Screen";
export type { Hand } from "./tools";

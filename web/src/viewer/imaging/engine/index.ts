export { Screen, type Camera, type Rect, type Region, type ScreenEvents, type Show } from "./Screen";
export type { Line } from "./lines";
export type { Hand } from "./tools";

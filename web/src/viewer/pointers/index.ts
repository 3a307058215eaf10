export { Pointers } from "./Pointers";
export { usePointing, type PicturePlace, type PointerMark, type Spot } from "./usePointing";

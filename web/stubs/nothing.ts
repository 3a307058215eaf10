/** Stands in for modules that are imported but never reached. */
export default {};

export function create(): never {
  throw new Error("left out of this build");
}

export { create as Clipper, create as ClipType, create as FillRule, create as PolyTreeD, create as registerComputeWorker };

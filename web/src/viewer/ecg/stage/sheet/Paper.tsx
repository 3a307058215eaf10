import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useReducer } from "preact/hooks";
import { t } from "../../../../i18n";
import { at } from "../../trace/at";
import { gutterMm, type Sheet } from "../../trace/layout";
import type { Recording } from "../../trace/leads";
import { openSurface, paintGrid, paintSheet } from "../../trace/paint";
import { onThemeChange, paperColours } from "../../trace/paper";
import type { SheetState } from "./useSheet";
import type { Size } from "../../../useSize";
import { plain } from "../words";

export interface PaperProps {
  area: RefObject<HTMLDivElement | null>;
  picture: RefObject<HTMLCanvasElement | null>;
  size: Size;
  view: SheetState;
  recording: Recording | null;
  /** Changes with every part that arrives. */
  loaded: number;
  children: ComponentChildren;
}

function description(sheet: Sheet | null, recording: Recording | null): string {
  if (!sheet || !recording) return t("ecg.paper_empty");
  const shown = new Set(sheet.segments.map((segment) => at(recording.traces, segment.lead).name));
  return t("ecg.paper", { leads: [...shown].join(" "), seconds: plain(sheet.windowS, 1) });
}

/** The ECG paper: grid at once, traces as they come. */
export function Paper(props: PaperProps) {
  const { area, picture, size, recording, loaded } = props;
  const { sheet, levels, mmPx, density } = props.view;
  const [theme, themeChanged] = useReducer((count: number) => count + 1, 0);
  useEffect(() => onThemeChange(() => themeChanged(undefined)), []);
  useLayoutEffect(() => {
    const canvas = picture.current;
    if (!canvas || size.width === 0 || size.height === 0) return;
    const surface = openSurface(canvas, size.width, size.height);
    if (!surface) return;
    const colours = paperColours(canvas);
    if (sheet && recording) paintSheet(surface, sheet, recording, levels, mmPx, colours);
    else paintGrid(surface, mmPx, gutterMm(25), colours);
  }, [picture, size, density, mmPx, sheet, recording, loaded, levels, theme]);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- Tab reaches the paper, whose keys turn pages and take the caliper
    <div ref={area} class="ecg-paper" role="group" tabIndex={0} aria-label={description(sheet, recording)}>
      <canvas ref={picture} aria-hidden="true" />
      {props.children}
    </div>
  );
}

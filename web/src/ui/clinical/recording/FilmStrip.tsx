import type { ComponentChildren } from "preact";
import { t } from "../../../i18n";
import "../clinical.css";

export function FilmStrip({ children }: { children: ComponentChildren }) {
  return (
    <ul class="film-strip" aria-label={t("common.film_strip")}>
      {children}
    </ul>
  );
}

export interface FilmFrameProps {
  /** "ECG 14:06" */
  title: string;
  /** "12 leads 1000 Hz", "64/210 preview" */
  about?: string;
  selected: boolean;
  onSelect: () => void;
  /** Share that has arrived, 0…1; drawn as a line at the lower edge. */
  coverage?: number;
  thumbnail?: string;
  /** First of the prior recordings: stands after a gap. */
  prior?: boolean;
}

export function FilmFrame(props: FilmFrameProps) {
  const { coverage } = props;
  return (
    <li class={props.prior ? "film-prior" : undefined}>
      <button type="button" class="film-frame" aria-pressed={props.selected} onClick={props.onSelect}>
        <span class="film-text">
          <span>{props.title}</span>
          {props.about && <span class="film-about">{props.about}</span>}
        </span>
        {props.thumbnail && <img src={props.thumbnail} alt="" width={56} height={54} />}
        {coverage !== undefined && coverage < 1 && (
          <span class="film-coverage" style={{ width: `${Math.round(coverage * 100)}%` }} />
        )}
      </button>
    </li>
  );
}

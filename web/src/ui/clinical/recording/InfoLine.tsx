import type { ComponentChildren } from "preact";
import "../clinical.css";

export interface InfoLineProps {
  /** Device, corrected time, sampling rate. */
  children: ComponentChildren;
  /** A MachineStatement. */
  machine?: ComponentChildren;
  /** Quality of what is shown: preview, lossy, original. */
  quality?: ComponentChildren;
}

/** 24 high, under the stage's tools: nothing about the recording is ever written on the trace. */
export function InfoLine({ children, machine, quality }: InfoLineProps) {
  return (
    <div class="info-line">
      <span class="info-line-about" title={typeof children === "string" ? children : undefined}>{children}</span>
      {machine}
      {quality && <span class="info-line-quality">{quality}</span>}
    </div>
  );
}

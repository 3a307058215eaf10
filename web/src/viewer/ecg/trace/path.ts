/** Where a path goes: a canvas context, a Path2D, or text for SVG. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

export interface Window {
  /** Samples `from`…`to` (exclusive). */
  from: number;
  to: number;
  xOf: (sample: number) => number;
  yOf: (mv: number) => number;
  /** Width of one column of the output; each is reduced to its extremes. */
  columnWidth: number;
}

/** Extremes of the samples that fall in one column, in the order they came. */
class Column {
  private first = 0;
  private low = 0;
  private high = 0;
  private last = 0;
  private lowCameFirst = true;
  private x = 0;
  private lastX = 0;

  start(x: number, y: number): void {
    this.x = x;
    this.lastX = x;
    this.first = this.low = this.high = this.last = y;
  }

  add(x: number, y: number): void {
    if (y < this.low) {
      this.low = y;
      this.lowCameFirst = false;
    }
    if (y > this.high) {
      this.high = y;
      this.lowCameFirst = true;
    }
    this.last = y;
    this.lastX = x;
  }

  /** Draws first, both extremes and last: no peak is lost, whatever the sampling rate. */
  draw(pen: Pen, penDown: boolean): void {
    if (penDown) pen.lineTo(this.x, this.first);
    else pen.moveTo(this.x, this.first);
    const extremes = this.lowCameFirst ? [this.low, this.high] : [this.high, this.low];
    const middle = (this.x + this.lastX) / 2;
    for (const y of extremes) if (y !== this.first && y !== this.last) pen.lineTo(middle, y);
    if (this.lastX > this.x) pen.lineTo(this.lastX, this.last);
  }
}

/** Draws samples as one line, broken wherever a sample is missing (NaN); never across a gap. */
export function tracePath(mv: Float32Array, window: Window, pen: Pen): void {
  const column = new Column();
  let current = NaN;
  let penDown = false;
  let alone = 0;
  const flush = (): void => {
    if (!Number.isNaN(current)) column.draw(pen, penDown);
    penDown = true;
  };
  const lift = (x: number, y: number): void => {
    if (Number.isNaN(current)) return;
    flush();
    if (alone === 1) pen.lineTo(x + window.columnWidth / 2, y);
    penDown = false;
    current = NaN;
    alone = 0;
  };
  let lastX = 0;
  let lastY = 0;
  for (let i = window.from; i < window.to; i += 1) {
    const value = mv[i] ?? NaN;
    if (Number.isNaN(value)) {
      lift(lastX, lastY);
      continue;
    }
    lastX = window.xOf(i);
    lastY = window.yOf(value);
    const here = Math.floor(lastX / window.columnWidth);
    if (here === current) column.add(lastX, lastY);
    else {
      if (!Number.isNaN(current)) flush();
      column.start(lastX, lastY);
      current = here;
    }
    alone += 1;
  }
  lift(lastX, lastY);
}

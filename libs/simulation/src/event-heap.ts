/** Events by time, earliest first, those of the same time in the order in which they came. In typed arrays. */
export class EventHeap {
  private times: Float64Array;
  private orders: Float64Array;
  private codes: Int32Array;
  private marks: Int32Array;
  private size = 0;
  private pushed = 0;

  constructor(capacity = 1_024) {
    this.times = new Float64Array(capacity);
    this.orders = new Float64Array(capacity);
    this.codes = new Int32Array(capacity);
    this.marks = new Int32Array(capacity);
  }

  get length(): number {
    return this.size;
  }

  /** When the first event is due; infinity where there is none. */
  get nextTime(): number {
    return this.size === 0 ? Infinity : (this.times[0] as number);
  }

  /** What is due first. */
  get nextCode(): number {
    return this.codes[0] as number;
  }

  /** The mark with which the first event was put in. */
  get nextMark(): number {
    return this.marks[0] as number;
  }

  push(time: number, code: number, mark: number): void {
    if (this.size === this.times.length) this.grow();
    let at = this.size;
    this.size += 1;
    const order = this.pushed;
    this.pushed += 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = this.times[parent] as number;
      if (above < time || (above === time && (this.orders[parent] as number) < order)) break;
      this.move(parent, at);
      at = parent;
    }
    this.place(at, time, order, code, mark);
  }

  /** Takes the first event out. */
  drop(): void {
    this.size -= 1;
    const last = this.size;
    if (last === 0) return;
    const time = this.times[last] as number;
    const order = this.orders[last] as number;
    const code = this.codes[last] as number;
    const mark = this.marks[last] as number;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= last) break;
      if (child + 1 < last && this.isBefore(child + 1, child)) child += 1;
      const below = this.times[child] as number;
      if (time < below || (time === below && order < (this.orders[child] as number))) break;
      this.move(child, at);
      at = child;
    }
    this.place(at, time, order, code, mark);
  }

  private isBefore(a: number, b: number): boolean {
    const first = this.times[a] as number;
    const second = this.times[b] as number;
    return first < second || (first === second && (this.orders[a] as number) < (this.orders[b] as number));
  }

  private move(from: number, to: number): void {
    this.times[to] = this.times[from] as number;
    this.orders[to] = this.orders[from] as number;
    this.codes[to] = this.codes[from] as number;
    this.marks[to] = this.marks[from] as number;
  }

  private place(at: number, time: number, order: number, code: number, mark: number): void {
    this.times[at] = time;
    this.orders[at] = order;
    this.codes[at] = code;
    this.marks[at] = mark;
  }

  private grow(): void {
    const doubled = <T extends Float64Array | Int32Array>(old: T, next: T): T => {
      next.set(old);
      return next;
    };
    const capacity = this.times.length * 2;
    this.times = doubled(this.times, new Float64Array(capacity));
    this.orders = doubled(this.orders, new Float64Array(capacity));
    this.codes = doubled(this.codes, new Int32Array(capacity));
    this.marks = doubled(this.marks, new Int32Array(capacity));
  }
}

/** Options that passed, as columns: `NaN` is not known. Indices point into the lists of the space. */
export class OptionColumns {
  size = 0;
  readonly cost: Float64Array;
  readonly latency: Float64Array;
  readonly carbon: Float64Array;
  readonly risk: Float64Array;
  /** Place in the instances of the catalog, or -1 - place in its API prices. */
  readonly row: Int32Array;
  readonly precision: Int16Array;
  readonly group: Int16Array;
  readonly extra: Int16Array;
  readonly purchase: Int16Array;

  constructor(capacity: number) {
    const reals = (): Float64Array => new Float64Array(capacity);
    const shorts = (): Int16Array => new Int16Array(capacity);
    [this.cost, this.latency, this.carbon, this.risk] = [reals(), reals(), reals(), reals()];
    this.row = new Int32Array(capacity);
    [this.precision, this.group, this.extra, this.purchase] = [shorts(), shorts(), shorts(), shorts()];
  }

  /** The axes in the order of `SEARCH_AXES`. */
  get axes(): readonly Float64Array[] {
    return [this.cost, this.latency, this.carbon, this.risk];
  }

  /** Reserves the next place. */
  next(): number {
    return this.size++;
  }
}

const FIRST_ROOM = 2048;

/**
 * Options that passed, as columns: `NaN` is not known. Indices point into the lists of the space. Columns grow by
 * doubling, so hold on to none of them while options are added.
 */
export class OptionColumns {
  size = 0;
  cost = new Float64Array(FIRST_ROOM);
  latency = new Float64Array(FIRST_ROOM);
  carbon = new Float64Array(FIRST_ROOM);
  risk = new Float64Array(FIRST_ROOM);
  /** Place in the instances of the catalog, or -1 - place in its API prices. */
  row = new Int32Array(FIRST_ROOM);
  precision = new Int16Array(FIRST_ROOM);
  layout = new Int16Array(FIRST_ROOM);
  extra = new Int16Array(FIRST_ROOM);
  purchase = new Int16Array(FIRST_ROOM);

  /** The axes in the order of `SEARCH_AXES`. */
  get axes(): readonly Float64Array[] {
    return [this.cost, this.latency, this.carbon, this.risk];
  }

  /** Reserves the next place. */
  next(): number {
    if (this.size === this.row.length) this.grow();
    return this.size++;
  }

  private grow(): void {
    const room = 2 * this.row.length;
    this.cost = grown(this.cost, new Float64Array(room));
    this.latency = grown(this.latency, new Float64Array(room));
    this.carbon = grown(this.carbon, new Float64Array(room));
    this.risk = grown(this.risk, new Float64Array(room));
    this.row = grown(this.row, new Int32Array(room));
    this.precision = grown(this.precision, new Int16Array(room));
    this.layout = grown(this.layout, new Int16Array(room));
    this.extra = grown(this.extra, new Int16Array(room));
    this.purchase = grown(this.purchase, new Int16Array(room));
  }
}

function grown<Column extends Float64Array | Int32Array | Int16Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}

/** A sample in a few numbers: its middle, its tail and how far it spreads. */
export interface Summary {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly least: number;
  readonly most: number;
}

/** A straight line through points, by least squares. */
export interface Trend {
  /** Change of y for one of x. */
  readonly slope: number;
  /** How far the slope may be off by chance alone: one standard error. */
  readonly error: number;
}

/**
 * The value below which `share` (0 to 1) of the sample lies, between two neighbours by linear interpolation.
 * @throws RangeError for an empty sample or a share outside 0 to 1
 */
export function percentile(sample: readonly number[], share: number): number {
  if (sample.length === 0) throw new RangeError('a percentile needs at least one value');
  if (!(share >= 0 && share <= 1)) throw new RangeError(`expected a share from 0 to 1, got ${share}`);
  const sorted = [...sample].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] as number;
  const above = sorted[Math.ceil(place)] as number;
  return below + (above - below) * (place - Math.floor(place));
}

export function median(sample: readonly number[]): number {
  return percentile(sample, 0.5);
}

export function summarise(sample: readonly number[]): Summary {
  return {
    count: sample.length,
    p50: median(sample),
    p95: percentile(sample, 0.95),
    p99: percentile(sample, 0.99),
    least: percentile(sample, 0),
    most: percentile(sample, 1),
  };
}

/** @throws RangeError with fewer than three points, which say nothing about how sure a slope is */
export function trend(points: ReadonlyArray<readonly [x: number, y: number]>): Trend {
  if (points.length < 3) throw new RangeError('a trend needs at least three points');
  const meanX = mean(points.map(([x]) => x));
  const meanY = mean(points.map(([, y]) => y));
  const spreadX = sum(points.map(([x]) => (x - meanX) ** 2));
  if (spreadX === 0) throw new RangeError('a trend needs points at different x');
  const slope = sum(points.map(([x, y]) => (x - meanX) * (y - meanY))) / spreadX;
  const residuals = sum(points.map(([x, y]) => (y - meanY - slope * (x - meanX)) ** 2));
  return { slope, error: Math.sqrt(residuals / (points.length - 2) / spreadX) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

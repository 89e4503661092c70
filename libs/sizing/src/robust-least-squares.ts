/** Steps of the search at most; it ends earlier where nothing is gained any more. */
const MOST_STEPS = 60;
const FLAT = 1e-9;
const DIFFERENCE = 1e-3;
const LARGEST_DAMPING = 1e6;

export interface RobustProblem {
  /** Residuals at a point; always of the same number. */
  readonly residuals: (point: readonly number[]) => readonly number[];
  readonly start: readonly number[];
  /** Residuals below this weigh as squares, larger ones by their size. */
  readonly softness: number;
  /** How much each coordinate is drawn to where it began. */
  readonly draw: number;
}

/** Where the sum is least, and how sharply it rises around: the weighted square of the Jacobian and the draw. */
export interface RobustSolution {
  readonly point: readonly number[];
  readonly curvature: ReadonlyArray<readonly number[]>;
}

/**
 * The point of least sum of sqrt(r^2 + softness^2) + draw |x - start|^2, by damped Gauss-Newton steps with weights
 * 1/sqrt(r^2 + softness^2) (Levenberg 1944, Marquardt 1963; iteratively reweighted). Deterministic.
 */
export function robustLeastSquares(problem: RobustProblem): RobustSolution {
  let point = [...problem.start];
  let residuals = problem.residuals(point);
  let cost = costOf(problem, point, residuals);
  let damping = 1e-2;
  for (let step = 0; step < MOST_STEPS && damping < LARGEST_DAMPING; step += 1) {
    const { gradient, curvature } = slopes(problem, point, residuals);
    let gained = false;
    while (!gained && damping < LARGEST_DAMPING) {
      const move = solved(curvature, gradient, damping);
      const next = point.map((value, index) => value - (move[index] ?? 0));
      const nextResiduals = problem.residuals(next);
      const nextCost = costOf(problem, next, nextResiduals);
      gained = nextCost < cost - FLAT;
      if (gained) {
        point = next;
        residuals = nextResiduals;
        cost = nextCost;
        damping /= 5;
      } else damping *= 4;
    }
  }
  return { point, curvature: slopes(problem, point, residuals).curvature };
}

function costOf(problem: RobustProblem, point: readonly number[], residuals: readonly number[]): number {
  const misses = residuals.reduce((sum, value) => sum + Math.hypot(value, problem.softness), 0);
  const drawn = point.reduce((sum, value, index) => sum + (value - (problem.start[index] ?? 0)) ** 2, 0);
  return misses + problem.draw * drawn;
}

/** The gradient of the cost and the weighted square of the Jacobian, by differences. */
function slopes(problem: RobustProblem, point: readonly number[], residuals: readonly number[]) {
  const columns = point.map((_value, axis) => {
    const moved = problem.residuals(point.map((value, index) => value + (index === axis ? DIFFERENCE : 0)));
    return residuals.map((value, row) => ((moved[row] ?? value) - value) / DIFFERENCE);
  });
  const weights = residuals.map((value) => 1 / Math.hypot(value, problem.softness));
  const product = (a: readonly number[], b: readonly number[]): number =>
    weights.reduce((sum, weight, row) => sum + weight * (a[row] ?? 0) * (b[row] ?? 0), 0);
  const gradient = columns.map(
    (column, axis) =>
      product(column, residuals) + 2 * problem.draw * ((point[axis] ?? 0) - (problem.start[axis] ?? 0)),
  );
  const curvature = columns.map((a, i) =>
    columns.map((b, j) => product(a, b) + (i === j ? 2 * problem.draw : 0)),
  );
  return { gradient, curvature };
}

/** (A + damping diag A) x = b by elimination with pivots. */
function solved(
  matrix: ReadonlyArray<readonly number[]>,
  right: readonly number[],
  damping: number,
): number[] {
  const size = right.length;
  const rows = matrix.map((row, i) => [
    ...row.map((value, j) => value + (i === j ? damping * (value + 1e-6) : 0)),
    right[i] ?? 0,
  ]);
  for (let column = 0; column < size; column += 1) {
    let pivot = column;
    for (let i = column + 1; i < size; i += 1) {
      if (Math.abs(rows[i]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = i;
    }
    [rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
    const top = rows[column] as number[];
    for (let i = column + 1; i < size; i += 1) {
      const row = rows[i] as number[];
      const share = (row[column] ?? 0) / (top[column] ?? 1);
      for (let j = column; j <= size; j += 1) row[j] = (row[j] ?? 0) - share * (top[j] ?? 0);
    }
  }
  const found = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i -= 1) {
    const row = rows[i] as number[];
    let rest = row[size] ?? 0;
    for (let j = i + 1; j < size; j += 1) rest -= (row[j] ?? 0) * (found[j] ?? 0);
    found[i] = rest / (row[i] ?? 1);
  }
  return found;
}

/** Begin again around the best point so often: a simplex that has become flat finds new directions. */
const RESTARTS = 12;
const EDGE = 0.15;
const STEPS_PER_DIMENSION = 200;
const FLAT = 1e-7;

interface Corner {
  readonly at: readonly number[];
  readonly cost: number;
}

/**
 * A point of least cost near `start`, by the simplex method of Nelder and Mead 1965 with restarts. Deterministic.
 */
export function minimise(cost: (point: readonly number[]) => number, start: readonly number[]): number[] {
  let best: Corner = { at: start, cost: cost(start) };
  for (let restart = 0; restart < RESTARTS; restart += 1) {
    // Both directions in turn, and smaller each time.
    const edge = (EDGE * (restart % 2 === 0 ? 1 : -1)) / (1 + restart / 2);
    const found = descend(cost, best, edge);
    const gain = best.cost - found.cost;
    best = found.cost < best.cost ? found : best;
    if (restart > 2 && gain < FLAT) break;
  }
  return [...best.at];
}

function descend(cost: (point: readonly number[]) => number, from: Corner, edge: number): Corner {
  const corner = (at: readonly number[]): Corner => ({ at, cost: cost(at) });
  let simplex = [
    from,
    ...from.at.map((_value, axis) =>
      corner(from.at.map((value, index) => value + (index === axis ? edge : 0))),
    ),
  ];
  const size = from.at.length;
  for (let step = 0; step < STEPS_PER_DIMENSION * size; step += 1) {
    simplex.sort((a, b) => a.cost - b.cost);
    const [first, worst, second] = [simplex[0], simplex[size], simplex[size - 1]] as [Corner, Corner, Corner];
    if (worst.cost - first.cost < FLAT) break;
    const middle = from.at.map((_value, index) => mean(simplex.slice(0, size), index));
    const along = (factor: number): Corner =>
      corner(middle.map((value, index) => value + factor * (value - (worst.at[index] ?? 0))));
    const reflected = along(1);
    let next: Corner | null = reflected;
    if (reflected.cost < first.cost) {
      const expanded = along(2);
      if (expanded.cost < reflected.cost) next = expanded;
    } else if (reflected.cost >= second.cost) {
      const contracted = along(reflected.cost < worst.cost ? 0.5 : -0.5);
      next = contracted.cost < Math.min(reflected.cost, worst.cost) ? contracted : null;
    }
    if (next !== null) simplex[size] = next;
    else {
      simplex = simplex.map((one) =>
        one === first ? one : corner(one.at.map((value, i) => (value + (first.at[i] ?? 0)) / 2)),
      );
    }
  }
  simplex.sort((a, b) => a.cost - b.cost);
  return simplex[0] as Corner;
}

function mean(corners: readonly Corner[], index: number): number {
  return corners.reduce((sum, one) => sum + (one.at[index] ?? 0), 0) / corners.length;
}

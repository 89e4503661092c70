import { badLoadCurve } from './pricing.errors';

const MOST_POINTS = 168;

/** How the load of a day or week goes up and down, as a share of its peak. */
export interface LoadCurve {
  /** Where the shape comes from: numbers of each hour, or only the ratio of peak to mean. */
  readonly origin: 'profile' | 'peak-factor';
  /** Share of the peak, in falling order, over equal parts of the time. */
  readonly shares: readonly number[];
  /** The least share of the peak. */
  readonly minimum: number;
  /** Mean share of the peak. */
  readonly mean: number;
}

/**
 * The load curve of a profile: relative loads of equal parts of the time, such as 24 hours or the 168 of a week.
 * @throws pricing.bad-load-curve
 */
export function curveOfProfile(profile: readonly number[]): LoadCurve {
  const peak = Math.max(...profile);
  const sound = profile.every((load) => Number.isFinite(load) && load >= 0);
  if (profile.length < 2 || profile.length > MOST_POINTS || !sound || !(peak > 0))
    throw badLoadCurve(`${profile.length} numbers`);
  return curve(
    'profile',
    profile.map((load) => load / peak),
  );
}

/** Parts into which the assumed shape is cut: the hours of a week. */
const PARTS = 168;

/**
 * Where only the ratio of peak to mean is known: the share of the peak that is needed for a share `u` of the time is
 * taken as (1 - u)^(factor - 1), the one power law whose mean is 1/factor. It falls to nothing, so its minimum
 * justifies no commitment that a measured curve would not: a stand-in until hours are measured, not a finding.
 */
export function curveOfPeakFactor(peakFactor: number): LoadCurve {
  const exponent = Math.max(peakFactor, 1) - 1;
  const raw = Array.from({ length: PARTS }, (_, part) => {
    // The mean of the power law over the part, so that the mean over all parts is exact.
    const from = 1 - part / PARTS;
    const to = 1 - (part + 1) / PARTS;
    return Math.min(1, ((from ** (exponent + 1) - to ** (exponent + 1)) / (exponent + 1)) * PARTS);
  });
  return curve('peak-factor', raw);
}

function curve(origin: LoadCurve['origin'], raw: readonly number[]): LoadCurve {
  const shares = [...raw].sort((a, b) => b - a);
  return {
    origin,
    shares,
    minimum: shares.at(-1) as number,
    mean: shares.reduce((sum, share) => sum + share, 0) / shares.length,
  };
}

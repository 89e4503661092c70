import type { Figure } from '@app/kernel';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import { type Presumption, presumptionFigure } from './presumption';

/**
 * What is taken for an instance whose band is not in the catalog. Of the entries of accelerators under Linux that were
 * looked at in the source (one in twenty), about half lie below the edge of its last band and half above, so the edge is
 * taken: under 5 %: 8, 5-10 %: 5, 10-15 %: 4, 15-20 %: 6, over 20 %: 28.
 */
export const SPOT_RATE: Presumption = {
  id: 'spot-interruptions',
  label: 'share of spot instances that are interrupted in a month',
  unit: '%',
  value: 20,
  low: 5,
  high: 50,
  note: 'bands of the AWS advisor: of 51 entries of accelerator instances looked at, 8 are under 5 %, 15 between 5 and 20 %, 28 over 20 %; that band has no upper end, 50 % is a planning range of this product, and other providers publish no bands',
  source: SOURCES.spotAdvisor,
};

/** The same as a figure, for every engine that counts with spot capacity. */
export const SPOT_INTERRUPTIONS: Figure = presumptionFigure(SPOT_RATE);

const HOURS_A_MONTH = 730;

/**
 * Interruptions an hour of an instance of which `percent` (0 to below 100) are interrupted within a month: what is left
 * after t hours at a rate r is exp(-r t), so r = -ln(1 - share) / 730. The share itself over 730 would leave out that
 * an instance which was replaced may be interrupted again.
 */
export function interruptionsPerHour(percent: number): number {
  return -Math.log(1 - percent / 100) / HOURS_A_MONTH;
}

import { figure, type Figure, unknownFigure } from '@app/kernel';
import { HOURS_PER_MONTH } from './billing-month';

/** Accelerators that are bought or were bought, and what running them needs. */
export interface OwnedHardware {
  /** Ids begin with `pricing.<scope>.owned`. */
  readonly scope: string;
  readonly accelerators: Figure;
  /** USD for one accelerator with its share of the server and its network. */
  readonly purchasePrice: Figure;
  readonly depreciationYears: Figure;
  /** W of one accelerator at full load. */
  readonly power: Figure;
  /** Power of the server over that of its accelerators. */
  readonly serverOverhead: Figure;
  readonly pue: Figure;
  /** USD/kWh. */
  readonly powerPrice: Figure;
}

/** The monthly cost of hardware of one's own: USD/month. Ids `pricing.<scope>.owned.<name>`. */
export interface OwnedCost {
  readonly depreciation: Figure;
  readonly power: Figure;
  readonly figures: readonly Figure[];
}

/** Years over which accelerators are written off. */
export const DEPRECIATION_YEARS: Figure = figure({
  id: 'assumption.owned.depreciation-years',
  label: 'Years over which accelerators are written off',
  value: 5,
  low: 4,
  high: 6,
  unit: 'a',
  method: 'assumed',
  formula: 'straight line; a planning range of this product, not a published figure',
});

/** Power of a whole server over that of its accelerators: an allowance of 30 % up to the 10.2 kW of a server of 8 x 700 W. */
export const SERVER_OVERHEAD: Figure = figure({
  id: 'assumption.owned.server-overhead',
  label: 'Power of the server over that of its accelerators',
  value: 1.5,
  low: 1.3,
  high: 1.82,
  unit: '1',
  method: 'assumed',
  formula: '0.3 of the power of the accelerators up to 10.2 kW / (8 x 0.7 kW)',
  sources: [
    {
      title: 'NVIDIA DGX H100 user guide, rated power',
      url: 'https://docs.nvidia.com/dgx/dgxh100-user-guide/introduction-to-dgxh100.html',
      asOf: '2026-11-20',
      confidence: 'low',
    },
  ],
});

/**
 * Depreciation = accelerators x price / (years x 12); power = accelerators x W x overhead x PUE x 730 / 1000 x price,
 * as if at full load all month. A part whose price nobody gave is unknown with the answer that would give it.
 */
export function priceOwned(hardware: OwnedHardware): OwnedCost {
  const { accelerators, purchasePrice, depreciationYears, power, serverOverhead, pue, powerPrice } = hardware;
  const depreciation = product(
    {
      id: `pricing.${hardware.scope}.owned.depreciation`,
      label: 'Depreciation of owned accelerators',
      unit: 'USD/month',
      formula: 'accelerators x purchase price / (years x 12)',
    },
    [accelerators, purchasePrice],
    depreciationYears,
    1 / 12,
  );
  const running = product(
    {
      id: `pricing.${hardware.scope}.owned.power`,
      label: 'Power of owned accelerators',
      unit: 'USD/month',
      formula: `accelerators x W x server overhead x PUE x ${HOURS_PER_MONTH} h / 1000 x USD/kWh, at full load`,
    },
    [accelerators, power, serverOverhead, pue, powerPrice],
    null,
    HOURS_PER_MONTH / 1000,
  );
  return { depreciation, power: running, figures: [depreciation, running] };
}

/** A product of figures over a divisor, low with low and high with high; unknown where a part of it is. */
export function product(
  draft: { readonly id: string; readonly label: string; readonly unit: string; readonly formula: string },
  factors: readonly Figure[],
  divisor: Figure | null,
  constant: number,
): Figure {
  const inputs = [...factors, ...(divisor ? [divisor] : [])];
  const shared = {
    ...draft,
    method: 'computed' as const,
    inputs: inputs.map((entry) => entry.id),
    sources: inputs.flatMap((entry) => entry.sources),
  };
  const missing = inputs.find((entry) => entry.value === null);
  if (missing)
    return unknownFigure({ ...shared, reason: missing.unknown ?? `${missing.label} is not known` });
  const at = (end: 'value' | 'low' | 'high', over: 'value' | 'low' | 'high'): number =>
    (factors.reduce((all, entry) => all * (entry[end] ?? entry.value ?? 0), 1) * constant) /
    (divisor ? (divisor[over] ?? divisor.value ?? 1) : 1);
  const ranged = inputs.some((entry) => entry.low !== null || entry.high !== null);
  return figure({
    ...shared,
    value: at('value', 'value'),
    ...(ranged ? { low: at('low', 'high'), high: at('high', 'low') } : {}),
  });
}

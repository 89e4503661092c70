import type { AcceleratorRow, Catalog } from '@app/catalog';
import { figure, type Figure, type Source } from '@app/kernel';

const METHODOLOGY: Source = {
  title: 'Cloud Carbon Footprint methodology',
  url: 'https://www.cloudcarbonfootprint.org/docs/methodology',
  asOf: '2024-03',
  confidence: 'high',
};

const DGX_GUIDE: Source = {
  title: 'NVIDIA DGX H100 user guide, maximum power of the system',
  url: 'https://docs.nvidia.com/dgx/dgxh100-user-guide/',
  asOf: '2023',
  confidence: 'medium',
};

export const CARBON_SOURCES = {
  methodology: METHODOLOGY,
  scopeTwo: {
    title: 'GHG Protocol scope 2 guidance, location-based method',
    url: 'https://ghgprotocol.org/scope-2-guidance',
    asOf: '2015',
    confidence: 'medium',
  },
} as const satisfies Record<string, Source>;

/** Processors, fans, memory and network of the server, as a share of the accelerators' power. */
export const SERVER_OVERHEAD: Figure = figure({
  id: 'assumption.carbon.server-overhead',
  label: 'power of the rest of the server as a share of its accelerators',
  value: 0.4,
  low: 0.3,
  high: 0.82,
  unit: '1',
  formula: '0.3 to 0.5 for servers of eight; at most 0.82 (10.2 kW for eight of 700 W)',
  sources: [DGX_GUIDE, METHODOLOGY],
  method: 'assumed',
});

/**
 * Idle power as a share of full power: that of the accelerator's family where Cloud Carbon Footprint lists it, else
 * the middle of all families it lists.
 */
export function idleShareFigure(accelerator: AcceleratorRow, catalog: Catalog): Figure {
  const families = catalog.acceleratorPower;
  const shares = families.map((row) => row.idleW / row.maxW).sort((a, b) => a - b);
  const own = families.find((row) => accelerator.id.split('-')[0] === row.family.toLowerCase());
  const middle =
    ((shares[Math.floor((shares.length - 1) / 2)] ?? 0) + (shares[Math.ceil((shares.length - 1) / 2)] ?? 0)) /
    2;
  return figure({
    id: `assumption.carbon.idle-share.${own === undefined ? 'other' : own.family.toLowerCase()}`,
    label: `idle power as a share of full power, ${own === undefined ? 'families that nobody lists' : own.family}`,
    value: own === undefined ? middle : own.idleW / own.maxW,
    low: own === undefined ? (shares[0] ?? null) : null,
    high: own === undefined ? (shares.at(-1) ?? null) : null,
    unit: '1',
    formula: own === undefined ? 'median of the listed families' : 'idle W / maximum W',
    sources: own === undefined ? families.map((row) => row.source) : [own.source],
    method: own === undefined ? 'assumed' : 'sourced',
  });
}

import { figure, unknownFigure, type Figure, type Source } from '@app/kernel';
import type { AcceleratorRow } from './rows/accelerator.row';
import type { InstanceRow, Purchase } from './rows/instance.row';
import type { ModelRow } from './rows/model.row';

/** A fact of the catalog as a figure; null becomes unknown with the reason that nobody sourced it. */
export function factFigure(init: {
  readonly id: string;
  readonly label: string;
  readonly value: number | null | undefined;
  readonly unit: string;
  readonly source: Source;
}): Figure {
  const { id, label, unit, source } = init;
  if (init.value === null || init.value === undefined) {
    return unknownFigure({
      id,
      label,
      unit,
      method: 'sourced',
      sources: [source],
      reason: `no source in the catalog gives the ${label}`,
    });
  }
  return figure({ id, label, value: init.value, unit, method: 'sourced', sources: [source] });
}

/** Memory, bandwidth, link and power of an accelerator: ids `catalog.accelerator.<id>.<fact>`. */
export function acceleratorFigures(row: AcceleratorRow): {
  readonly memory: Figure;
  readonly bandwidth: Figure;
  readonly interconnect: Figure;
  readonly power: Figure;
} {
  const fact = (name: string, label: string, value: number | null, unit: string): Figure =>
    factFigure({
      id: `catalog.accelerator.${row.id}.${name}`,
      label: `${label} of ${row.name}`,
      value,
      unit,
      source: row.source,
    });
  return {
    memory: fact('memory', 'memory', row.memoryGB, 'GB'),
    bandwidth: fact('bandwidth', 'memory bandwidth', row.memoryBandwidthGBs, 'GB/s'),
    interconnect: fact('interconnect', 'scale-up link, both directions,', row.interconnectGBs, 'GB/s'),
    power: fact('power', 'rated power', row.tdpW, 'W'),
  };
}

/** Total and active parameters, layers of a model: ids `catalog.model.<id>.<fact>`. */
export function modelFigures(row: ModelRow): {
  readonly parameters: Figure;
  readonly activeParameters: Figure;
  readonly layers: Figure;
} {
  const fact = (name: string, label: string, value: number, unit: string): Figure =>
    factFigure({
      id: `catalog.model.${row.id}.${name}`,
      label: `${label} of ${row.name}`,
      value,
      unit,
      source: row.source,
    });
  return {
    parameters: fact('parameters', 'parameters', row.totalParamsB, '10^9'),
    activeParameters: fact('active-parameters', 'parameters used per token', row.activeParamsB, '10^9'),
    layers: fact('layers', 'layers', row.layers, '1'),
  };
}

/** The price of one instance-hour by way of buying it: `catalog.instance.<id>.<purchase>`, unknown where not sourced. */
export function instancePriceFigure(row: InstanceRow, purchase: Purchase): Figure {
  const value = {
    'on-demand': row.onDemandUSDPerHour,
    'commit-1y': row.commit1yUSDPerHour,
    'commit-3y': row.commit3yUSDPerHour,
    spot: row.spotUSDPerHour,
  }[purchase];
  const fact = factFigure({
    id: `catalog.instance.${row.id}.${purchase}`,
    label: `${purchase} price of ${row.instanceType} in ${row.region}`,
    value,
    unit: 'USD/h',
    source: purchase === 'commit-3y' && row.commit3ySource !== undefined ? row.commit3ySource : row.source,
  });
  const own = row.ownPrices?.[purchase];
  if (own === undefined || fact.value === null) return fact;
  const method = own.formula === null ? 'sourced' : 'computed';
  return { ...fact, sources: own.sources, formula: own.formula, method };
}

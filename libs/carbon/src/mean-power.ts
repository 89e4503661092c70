import type { AcceleratorRow, Catalog } from '@app/catalog';
import { idleShareFigure, SERVER_OVERHEAD } from './power-assumptions';

/** The power of one chip with its share of the server, W: at rest, and what full use adds to it. */
export interface ChipPower {
  readonly idleW: number;
  readonly busyW: number;
}

/**
 * The power curve that `carbonOfServing` uses, as numbers alone: W (idle + u (1 - idle)) (1 + server overhead). null
 * where the rated power is not sourced. Source: Cloud Carbon Footprint methodology.
 */
export function chipPower(accelerator: AcceleratorRow, catalog: Catalog): ChipPower | null {
  if (accelerator.tdpW === null) return null;
  const idle = idleShareFigure(accelerator, catalog).value ?? 0;
  const watts = accelerator.tdpW * (1 + (SERVER_OVERHEAD.value ?? 0));
  return { idleW: watts * idle, busyW: watts * (1 - idle) };
}

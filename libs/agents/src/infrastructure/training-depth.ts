import type { Catalog } from '@app/catalog';
import { cite } from '@app/kernel';
import type { TrainingSizing } from '@app/sizing';
import type { Analysis } from '../analysis';
import { headed } from '../bench/naming';
import { trainingDepth } from '../bench/size-depth';
import type { WorkloadBench } from '../bench/workload-bench';

/** Sharding, checkpoints and failures of a training on the chosen accelerators. */
export function trainingDepthNotes(
  notes: Analysis,
  workload: WorkloadBench,
  sizing: TrainingSizing,
  catalog: Catalog,
): void {
  const depth = trainingDepth(workload, sizing, catalog);
  if (depth === null) return;
  notes.show({
    id: `infrastructure.${workload.id}.sharding`,
    title: headed(workload, 'memory of each accelerator by what is split over all of them'),
    columns: ['What is split', 'Memory of an accelerator', 'Fits'],
    rows: depth.sharding.map((one) => [one.words, cite(one.memoryPerChip), one.fits ? 'yes' : 'no']),
  });
  const ids = depth.reliability?.ids;
  if (ids === undefined) return;
  const at = (name: keyof typeof ids): string => cite({ id: ids[name] });
  notes.find({
    id: `infrastructure.${workload.id}.checkpoints`,
    severity: 'info',
    title: headed(workload, `a checkpoint about every ${at('checkpoint-interval')}`),
    statement: `Writing one takes ${at('checkpoint-time')}; a failure is expected every ${at('time-between-failures')}. Checkpoints, repeated work and restarts take ${at('lost-share')} of the run, which makes ${cite({ id: sizing.ids['accelerator-hours'] ?? '' })} of accelerators in all: the hours that are paid. On spot instances ${at('spot-goodput')} of the paid hours advance it.`,
  });
}

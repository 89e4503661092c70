import type { Precision, ServingNeed } from '@app/sizing';
import { PIPELINES, sizeGroup } from '@app/sizing';
import type { GroupSizer, HostedNeed, ReplicaLayoutChoice } from './search-need';

/** Number formats that differ in size or in rate: fp16 is sized as bf16 is. */
const FORMATS: readonly Precision[] = ['bf16', 'fp8', 'int8', 'int4', 'fp4'];

/** Layouts of one replica that the search tries: groups within an instance, and the pipelines that every sizing considers. */
const LAYOUTS: readonly ReplicaLayoutChoice[] = [
  ...[1, 2, 4, 8, 16].map((group) => ({ group, stages: 1 })),
  ...PIPELINES,
];

/** Replicas beyond the need. */
const EXTRAS = [0, 1] as const;

/** The hosted dimensions of a service that answers as requests come. */
export function servingOptions(need: ServingNeed): HostedNeed {
  const size: GroupSizer = (accelerator, precision, layout, extra) => {
    const { obstacle, service } = sizeGroup({ ...need, accelerator, precision }, layout.group, {
      extra,
      stages: layout.stages,
    });
    if (obstacle !== null) return { obstacle };
    return {
      obstacle: null,
      replicas: service.replicas,
      spareReplicas: service.spareReplicas,
      timeMs: service.endToEnd * 1000,
      meanUtilisation: service.meanUtilisation,
      rentedShare: service.rentedShare,
    };
  };
  // A format that was stated is among those tried, under the name that it was given.
  const precisions = need.precision === 'fp16' ? FORMATS.with(0, 'fp16') : FORMATS;
  // Who decided on the number of replicas is offered no further one.
  return { precisions, layouts: LAYOUTS, extras: need.fleet ? [0] : EXTRAS, size };
}

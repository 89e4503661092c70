import type { DegreeService } from './evaluate-degree';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import type { Definition, ServingContext } from './serving-context';

/** What one replica is and carries. `n` accelerators form a replica. */
export function replicaFigures(
  { basis, stages, id, refs }: ServingContext,
  n: number,
): Array<Definition<DegreeService>> {
  return [
    {
      name: 'tensor-parallel',
      label: stages > 1 ? 'accelerators per stage of a replica' : 'accelerators per replica',
      unit: '1',
      pick: () => n,
      formula: `of the group sizes${stages > 1 ? ' and pipelines' : ''} that fit and keep the promises, the one with the fewest accelerators`,
      // The promises, not the times at this size: those are computed from it.
      inputs: [
        id('smallest-tensor-parallel'),
        ...refs('timePerOutputTokenMs', 'timeToFirstTokenMs', 'endToEndMs'),
      ],
      sources: [SOURCES.megatron],
    },
    ...(stages > 1 ? pipelineFigures(id, n, stages) : []),
    {
      name: 'batch',
      label: 'sequences in flight per replica',
      unit: '1',
      pick: (part) => part.capacity.batch,
      formula: 'largest B within memory and engine limit that keeps TPOT, TTFT and end-to-end promises',
      inputs: [
        id('concurrency-by-memory'),
        basis.engineConcurrency.id,
        ...refs('timePerOutputTokenMs', 'timeToFirstTokenMs', 'endToEndMs'),
      ],
      sources: [SOURCES.vllm],
    },
    {
      name: 'requests-per-second',
      label: 'requests per second that a replica completes when never idle',
      unit: '1/s',
      pick: (part) => part.capacity.requestsPerSecond,
      formula: '1 / (t_pre + Tout t_step / B)',
      inputs: [id('prefill-time'), id('decode-step'), id('batch')],
      sources: [SOURCES.scalingBook],
    },
    {
      name: 'tokens-per-second',
      label: 'output tokens per second of a replica when never idle',
      unit: 'tokens/s',
      pick: (part) => part.tokensPerSecond,
      formula: 'requests per second x Tout',
      inputs: [id('requests-per-second'), ...refs('outputTokens')],
      sources: [SOURCES.scalingBook],
    },
  ];
}

/** How a replica lies over the machines of its stages. */
function pipelineFigures(
  id: ServingContext['id'],
  n: number,
  stages: number,
): Array<Definition<DegreeService>> {
  return [
    {
      name: 'stages',
      label: 'stages of a pipeline that form a replica',
      unit: '1',
      pick: () => stages,
      formula:
        'of the group sizes and pipelines that fit and keep the promises, the one with the fewest accelerators',
      inputs: [id('smallest-tensor-parallel')],
      sources: [SOURCES.pipeline],
    },
    {
      name: 'replica-accelerators',
      label: 'accelerators per replica',
      unit: '1',
      pick: () => n * stages,
      formula: 'accelerators per stage x stages',
      inputs: [id('tensor-parallel'), id('stages')],
      sources: [],
    },
  ];
}

/** How many replicas the load and the promises ask for. */
export function replicaCounts(
  { spec, basis, stages, id, refs }: ServingContext,
  n: number,
): Array<Definition<DegreeService>> {
  return [
    {
      name: 'load-replicas',
      label: 'replicas for the peak',
      unit: '1',
      pick: (part) => part.loadReplicas,
      formula:
        'least r with peak / (r QPS) <= utilisation target and P(TTFT <= promise) >= 0.95 (Erlang C tail)',
      inputs: [
        id('requests-per-second'),
        basis.utilisation.id,
        ...refs('requestsPerSecondPeak', 'timeToFirstTokenMs'),
      ],
      sources: [SOURCES.kleinrock, SOURCES.factoryPhysics],
    },
    {
      name: 'spare-replicas',
      label: 'replicas to spare',
      unit: '1',
      pick: (part) => part.capacity.spareReplicas,
      formula: 'N+1: one where the promised availability is 99.9 % or more',
      inputs: refs('availabilityPercent'),
      sources: [SOURCES.reliabilityPillar],
    },
    {
      name: 'replicas',
      label: 'replicas',
      unit: '1',
      pick: (part) => part.replicas,
      formula: spec.fleet
        ? 'replicas for the peak + spare, within what a person decided'
        : 'replicas for the peak + spare',
      inputs: [id('load-replicas'), id('spare-replicas'), ...refs('fleet')],
      sources: [SOURCES.reliabilityPillar],
    },
    ...rentedShare({ spec, id, refs }),
    {
      name: 'accelerators',
      label: `${spec.accelerator.name} in all`,
      unit: '1',
      pick: (part) => part.replicas * n * stages,
      formula: 'replicas x accelerators per replica',
      inputs: [id('replicas'), id(stages > 1 ? 'replica-accelerators' : 'tensor-parallel')],
      sources: [],
    },
  ];
}

/** How much of the fleet of the peak runs on average, where a person decided that it follows its load. */
function rentedShare({
  spec,
  id,
  refs,
}: Pick<ServingContext, 'spec' | 'id' | 'refs'>): Array<Definition<DegreeService>> {
  if (!spec.fleet?.curve) return [];
  return [
    {
      name: 'rented-share',
      label: 'replicas that run on average, as a share of those at the peak',
      unit: '1',
      pick: (part) => part.capacity.rentedShare ?? 1,
      formula:
        'mean over the load curve of replicas(share of the peak) + those kept ahead while one starts, within what was decided, / replicas at the peak',
      inputs: [id('replicas'), id('requests-per-second'), ...refs('requestsPerSecondPeak', 'fleet')],
      sources: [SOURCES.autoscaling],
    },
  ];
}

/** How much of the fleet the load uses. */
export function utilisations({ spec, id, refs }: ServingContext): Array<Definition<DegreeService>> {
  return [
    {
      name: 'peak-utilisation',
      label: 'share of the throughput that the peak uses, without the spare',
      unit: '1',
      pick: (part) => part.peakUtilisation,
      formula: 'peak / (r QPS)',
      inputs: [id('load-replicas'), id('requests-per-second'), ...refs('requestsPerSecondPeak')],
      sources: [SOURCES.little],
    },
    {
      name: 'mean-utilisation',
      label: 'share of the throughput that the mean load uses',
      unit: '1',
      pick: (part) => part.meanUtilisation,
      formula: spec.fleet?.curve ? 'mean / (replicas x share that runs x QPS)' : 'mean / (replicas QPS)',
      inputs: [
        id('replicas'),
        ...(spec.fleet?.curve ? [id('rented-share')] : []),
        id('requests-per-second'),
        ...refs('requestsPerSecondMean'),
      ],
      sources: [SOURCES.little],
    },
  ];
}

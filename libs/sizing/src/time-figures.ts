import type { DegreeService } from './evaluate-degree';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import { type Definition, pipelineBasisOf, type ServingContext } from './serving-context';

const MS = 1000;

/** The time of one prompt and one decode step on a group. */
export function stepTimes(context: ServingContext): Array<Definition<DegreeService>> {
  const { basis, id, refs } = context;
  const pipeline = throughStages(context);
  return [
    {
      name: 'prefill-time',
      label: 'time to compute a prompt of the 95th percentile',
      unit: 'ms',
      pick: (part) => part.prefillP95 * MS,
      formula: `(2 Pa T (1-h) / x + 2 L A d T^2 (1-h^2)) / (n F MFU v) + transfer${pipeline.prefillHop}, h cached share, x share of experts, v engine${pipeline.words}`,
      inputs: [
        basis.activeParameters.id,
        basis.rate.id,
        basis.compute.id,
        basis.experts.id,
        basis.engine.id,
        id('tensor-parallel'),
        ...pipeline.inputs,
        ...refs('inputTokens', 'cachedShare'),
      ],
      sources: [SOURCES.kaplan, SOURCES.scalingBook],
    },
    communicationTime(context),
    {
      name: 'decode-step',
      label: 'one decode step at that batch',
      unit: 'ms',
      pick: (part) => part.step * MS,
      formula: `sqrt((bytes_w(B) / (n W eta v))^2 + (2 Pa B / (n F MFU x v))^2) + B k_tok S / (n W eta v) + t_comm + t_host + B t_seq${pipeline.words}`,
      inputs: [
        id('weights'),
        id('kv-per-sequence'),
        id('batch'),
        basis.bandwidth.id,
        basis.bandwidthShare.id,
        basis.rate.id,
        basis.compute.id,
        basis.experts.id,
        basis.engine.id,
        basis.step.id,
        basis.sequence.id,
        id('communication-time'),
        ...pipeline.inputs,
      ],
      sources: [SOURCES.scalingBook, SOURCES.aiconfigurator],
    },
  ];
}

/** What the chips of a copy tell each other in a step. */
function communicationTime(context: ServingContext): Definition<DegreeService> {
  const { basis, id } = context;
  const pipeline = throughStages(context);
  return {
    name: 'communication-time',
    label: 'communication of the group in a decode step',
    unit: 'ms',
    pick: (part) => part.communication * MS,
    formula: `2 L (2 (n-1)/n B H 2 / BW + alpha)${pipeline.decodeHop}, BW one direction of the link`,
    inputs: [
      basis.interconnect.id,
      basis.collective.id,
      id('tensor-parallel'),
      id('batch'),
      ...pipeline.network,
    ],
    sources: [SOURCES.megatron, ...pipeline.sources],
  };
}

/** What a pipeline changes of a time: n counts the chips of all stages, which keep a share of their throughput and send. */
function throughStages({ spec, stages, id }: ServingContext) {
  if (stages === 1) return { words: '', decodeHop: '', prefillHop: '', inputs: [], network: [], sources: [] };
  const [share, rate, latency] = pipelineBasisOf(spec);
  const network = [id('stages'), rate.id, latency.id];
  return {
    words: ', n over all p stages, which keep a share of their throughput',
    decodeHop:
      ' + (p-1) 2 H (B/p) / R + p beta, R and beta rate and latency of the network between p machines',
    prefillHop: ' + 2 H T (1-h) / R + p beta, R and beta rate and latency of the network',
    inputs: [id('replica-accelerators'), share.id, ...network],
    network,
    sources: [SOURCES.machineNetwork],
  };
}

/** The times that a user sees. */
export function requestTimes({ id, refs }: ServingContext): Array<Definition<DegreeService>> {
  const step = [id('decode-step'), id('prefill-time')];
  return [
    {
      name: 'time-per-output-token',
      label: 'time per output token at that batch',
      unit: 'ms',
      pick: (part) => part.timePerOutputToken * MS,
      formula: 't_step + (B / Tout) t_pre: prompts of new requests share the chips with running ones',
      inputs: [...step, id('batch'), ...refs('outputTokens')],
      sources: [SOURCES.sarathi],
    },
    {
      name: 'time-to-first-token',
      label: 'time to first token at the peak, prompt of the 95th percentile, mean wait',
      unit: 'ms',
      pick: (part) => part.timeToFirstToken * MS,
      formula: 'mean wait (Allen-Cunneen over batch places, Kingman over prompts) + t_pre + t_step',
      inputs: [...step, id('load-replicas'), ...refs('requestsPerSecondPeak')],
      sources: [SOURCES.factoryPhysics, SOURCES.sarathi],
    },
    {
      name: 'end-to-end',
      label: 'time to the last token at the peak, 95th percentile of the answer length',
      unit: 'ms',
      pick: (part) => part.endToEnd * MS,
      formula: 'TTFT + (Tout - 1) TPOT',
      inputs: [id('time-to-first-token'), id('time-per-output-token'), ...refs('outputTokens')],
      sources: [SOURCES.sarathi],
    },
  ];
}

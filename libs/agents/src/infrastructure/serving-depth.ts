import type { Catalog } from '@app/catalog';
import { cite, type Figure } from '@app/kernel';
import type { ServingSizing } from '@app/sizing';
import type { Analysis } from '../analysis';
import { counted, headedIfHosted } from '../bench/naming';
import { servingDepth, type ServingDepth } from '../bench/size-depth';
import type { WorkloadBench } from '../bench/workload-bench';

const at = (id: string | undefined): string => cite({ id: id ?? '' });

/** How the chosen fleet behaves at other loads and settings, how fast it grows, and what stands around it. */
export function servingDepthNotes(
  notes: Analysis,
  workload: WorkloadBench,
  sizing: ServingSizing,
  catalog: Catalog,
): void {
  const depth = servingDepth(workload, sizing, catalog);
  if (depth === null) return;
  curveTable(notes, workload, depth);
  layoutTable(notes, workload, depth);
  settings(notes, workload, depth);
  growth(notes, workload, depth);
  site(notes, workload, depth);
  tierTable(notes, workload, depth.tiers);
}

function curveTable(notes: Analysis, workload: WorkloadBench, { curve }: ServingDepth): void {
  notes.show({
    id: `infrastructure.${workload.id}.curve`,
    title: headedIfHosted(workload, 'one replica at each number of requests at a time'),
    columns: ['Requests at a time', 'Output of a replica', 'First token', 'Each token', 'Keeps the promises'],
    rows: curve.map((point) => [
      cite(point.sequences),
      cite(point.tokensPerSecond),
      cite(point.firstToken),
      cite(point.timePerOutputToken),
      point.keepsPromises ? 'yes' : 'no',
    ]),
  });
}

function layoutTable(notes: Analysis, workload: WorkloadBench, { layouts }: ServingDepth): void {
  const or = (entry: Figure | null): string => (entry === null ? '–' : cite(entry));
  notes.show({
    id: `infrastructure.${workload.id}.layouts`,
    title: headedIfHosted(workload, 'ways to lay one replica over accelerators'),
    columns: [
      'Way',
      'Accelerators',
      'Requests in memory',
      'Output of an accelerator',
      'Each token',
      'Idle in stages',
    ],
    rows: layouts.map((one) => [
      one.words,
      cite(one.accelerators),
      one.holds ? cite(one.concurrency) : 'does not fit',
      or(one.tokensPerSecondPerChip),
      or(one.timePerOutputToken),
      or(one.bubble),
    ]),
  });
}

function settings(notes: Analysis, workload: WorkloadBench, { settings: { ids } }: ServingDepth): void {
  if (ids['kv8-concurrency'] === undefined) return;
  notes.show({
    id: `infrastructure.${workload.id}.settings`,
    title: headedIfHosted(workload, 'settings of the serving engine and what each changes by itself'),
    columns: ['Setting', 'What it changes', 'By how much'],
    rows: [
      ['Key-value cache with half the bits', 'requests that memory holds', at(ids['kv8-concurrency'])],
      ['Paged cache', 'memory lost in half-filled blocks', at(ids['block-waste'])],
      ['Prefix cache', 'work on prompts saved', at(ids['prefix-saving'])],
      ['Chunked prompts off', 'pause of running answers for a long prompt', at(ids['longest-stall'])],
      [
        'Chunked prompts on',
        'share of the time of each token that goes to prompts',
        at(ids['prefill-share']),
      ],
      [
        'Drafted tokens (speculative decoding)',
        'speed of decoding relative to without',
        at(ids['speculative-speedup']),
      ],
    ],
  });
}

function growth(notes: Analysis, workload: WorkloadBench, { headroom }: ServingDepth): void {
  if (headroom === null) return;
  const { ids, figures } = headroom;
  const needed = figures.find((entry) => entry.id === ids['headroom-replicas']);
  if (needed === undefined) return;
  notes.find({
    id: `infrastructure.${workload.id}.scaling`,
    severity: headroom.replicas > 1 ? 'medium' : 'info',
    title: headedIfHosted(workload, `a further replica serves after ${at(ids['ready-time'])}`),
    statement: `Loading the weights takes ${at(ids['load-time'])} of it. While the load rises to its peak, ${counted(needed, 'replica has', 'replicas have')} to be kept ready ahead of it; an autoscaler that starts later lets requests wait.`,
  });
}

function site(notes: Analysis, workload: WorkloadBench, { site: needs }: ServingDepth): void {
  if (needs === null) return;
  const { ids } = needs;
  const artefacts = ids['artefact-storage'];
  notes.find({
    id: `infrastructure.${workload.id}.storage`,
    severity: 'info',
    title: headedIfHosted(
      workload,
      artefacts === undefined
        ? `requests and answers take ${at(ids['log-storage'])} of storage`
        : `${at(artefacts)} of storage for weights, ${at(ids['log-storage'])} for requests and answers`,
    ),
    statement: `Weights are kept in object storage near the fleet, versions of them for going back. Requests and answers are counted as text before compression for the assumed days.`,
  });
  const read = ids['start-read-rate'];
  notes.find({
    id: `infrastructure.${workload.id}.network`,
    severity: 'info',
    title: headedIfHosted(
      workload,
      `${at(ids['outgoing-rate'])} leave at the peak, ${at(ids['outgoing-month'])}`,
    ),
    statement:
      read === undefined
        ? 'Answers are streamed token by token; the wrapping of each token is most of it.'
        : `Answers are streamed token by token; the wrapping of each token is most of it. To load the weights within a minute an instance needs ${at(read)} to storage.`,
  });
  const zones = ids['zone-loss-replicas'];
  const recovery = ids['recovery-time'];
  if (zones === undefined || recovery === undefined) return;
  notes.find({
    id: `infrastructure.${workload.id}.recovery`,
    severity: 'info',
    title: headedIfHosted(workload, `a second site would serve after ${at(recovery)}`),
    statement: `That holds where weights and index are copied there and capacity can be had; only running it in both places makes it shorter. To lose one of three zones at the peak without a loss of service takes ${at(zones)} replicas.`,
  });
}

/** Processors and memory beside the models. */
export function tierTable(notes: Analysis, workload: WorkloadBench, tiers: ServingDepth['tiers']): void {
  notes.show({
    id: `infrastructure.${workload.id}.tiers`,
    title: headedIfHosted(workload, 'processors and memory without accelerators'),
    columns: ['Part', 'Processors', 'Instances', 'Memory', 'Requests in flight'],
    rows: tiers.map(({ words, ids }) => [
      words,
      at(ids.vcpus),
      at(ids.instances),
      at(ids.memory),
      at(ids['in-flight']),
    ]),
  });
}

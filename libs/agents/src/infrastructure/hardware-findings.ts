import type { Catalog } from '@app/catalog';
import { cite, type Figure } from '@app/kernel';
import type { Analysis } from '../analysis';
import { type HostSizing, replicaSpan, sizingFigure } from '../bench/host-sizing';
import { counted, headedIfHosted } from '../bench/naming';
import type { WorkloadBench } from '../bench/workload-bench';

/** What the deployment that the result rests on holds, and how fast it is. */
export function hardwareFindings(
  notes: Analysis,
  workload: WorkloadBench,
  best: HostSizing,
  catalog: Catalog,
): void {
  const accelerator = catalog.accelerator(best.of.acceleratorId).name;
  const at = (name: string): Figure | undefined => sizingFigure(best, name);
  if (best.kind === 'serving') {
    memoryFit(notes, workload, accelerator, best);
    throughput(notes, workload, accelerator, at);
    return;
  }
  const parts = [
    phrase('accelerators', at('accelerators'), 'working at the same time'),
    phrase('work-hours', at('work-hours') ?? at('accelerator-hours'), 'of work in one run'),
    phrase('start-time', at('start-time'), 'until an instance works, which is paid too'),
    phrase('duration', at('duration'), 'from start to end'),
  ].flatMap((part) => part ?? []);
  notes.find({
    id: `infrastructure.${workload.id}.capacity`,
    severity: 'info',
    title: headedIfHosted(workload, `${workModel(workload, best)} on ${accelerator}`),
    statement: `It takes ${parts.join(', ')}.`,
  });
}

function phrase(kind: string, entry: Figure | undefined, words: string): string | undefined {
  if (!entry) return undefined;
  return kind === 'accelerators' ? `${cite(entry)} of them ${words}` : `${cite(entry)} ${words}`;
}

const METHODS = {
  lora: 'LoRA training',
  qlora: 'QLoRA training',
  full: 'full fine-tuning',
  pretraining: 'pretraining',
} as const;

function workModel(workload: WorkloadBench, best: HostSizing): string {
  const name = workload.model().row?.name ?? best.of.modelId;
  return best.kind === 'training' ? `${METHODS[best.of.method]} of ${name}` : name;
}

type Lookup = (name: string) => Figure | undefined;

function memoryFit(notes: Analysis, workload: WorkloadBench, accelerator: string, best: HostSizing): void {
  const at: Lookup = (name) => sizingFigure(best, name);
  const weights = at('weights');
  const perToken = at('kv-per-token');
  const concurrency = at('concurrency-by-memory');
  const group = replicaSpan(best);
  const stages = at('stages');
  if (!weights || !perToken || !group) return;
  const model = workload.model().row?.name ?? '';
  const limit = concurrency ? `; memory then holds ${cite(concurrency)} requests at a time` : '';
  const over = stages
    ? ` One replica lies over several machines, as ${cite(stages)} parts of the model that work one after the other.`
    : '';
  notes.find({
    id: `infrastructure.${workload.id}.memory-fit`,
    severity: 'info',
    title: headedIfHosted(workload, `${model} needs ${cite(group)} × ${accelerator} for one replica`),
    statement: `Its weights in ${workload.workload.precision.value} take ${cite(weights)} and its key-value cache ${cite(perToken)} a token${limit}.${over}`,
  });
}

function throughput(notes: Analysis, workload: WorkloadBench, accelerator: string, at: Lookup): void {
  const replicas = at('replicas');
  const accelerators = at('accelerators');
  const tokens = at('tokens-per-second');
  if (!replicas || !accelerators || !tokens) return;
  const firstToken = at('time-to-first-token');
  const perToken = at('time-per-output-token');
  const latency =
    firstToken && perToken
      ? ` The first token comes after ${cite(firstToken)} at the peak, each further one after ${cite(perToken)}.`
      : '';
  const use = at('mean-utilisation');
  const idle = use
    ? ` Over the month it is used to ${cite(percent(notes, use))}; the rest is room for the peak.`
    : '';
  const running = at('rented-share');
  const scaled = running
    ? ` Replicas come and go with the load, as was decided: ${cite(percent(notes, running))} of them run on average.`
    : '';
  notes.find({
    id: `infrastructure.${workload.id}.capacity`,
    severity: 'info',
    title: headedIfHosted(
      workload,
      `${counted(replicas, 'replica', 'replicas')}, ${cite(accelerators)} × ${accelerator}`,
    ),
    statement: `One replica gives ${cite(tokens)} of output.${latency}${scaled}${idle}`,
  });
}

/** A share shown in percent. */
function percent(notes: Analysis, share: Figure): Figure {
  const scaled = (value: number | null): number | null => (value === null ? null : value * 100);
  return notes.figure({
    id: `${share.id}.percent`,
    label: share.label,
    value: scaled(share.value),
    low: scaled(share.low),
    high: scaled(share.high),
    ...(share.unknown === undefined ? {} : { unknown: share.unknown }),
    unit: '%',
    method: 'computed',
    formula: 'share x 100',
    inputs: [share.id],
  });
}

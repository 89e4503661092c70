import { cite, type Figure, literal } from '@app/kernel';
import type { Analysis } from '../analysis';
import { apiName, counted, nameOf } from '../bench/naming';
import { replicaSpan, sizingFigure } from '../bench/host-sizing';
import { refs, valueOf } from '../bench/serving-need';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';

const MINUTES_PER_MONTH = 43_200;
const CANARY_SHARE = 5;
const CANARY_ANSWERS = 1_000;
const HOURS_PER_DAY = 24;
/** A share of so few requests that it takes longer than a week compares versions that nobody would keep so long. */
const LONGEST_CANARY_HOURS = 7 * HOURS_PER_DAY;

/** How each workload is built, served, registered, watched and rolled out: what follows from its kind and its figures. */
export function operatingModel(notes: Analysis, bench: Workbench): void {
  notes.show({
    id: 'mlops.operating-model',
    title: 'How each workload is run',
    columns: ['Workload', 'Pipeline', 'Serving', 'Registry', 'Monitoring', 'Rollout'],
    rows: bench.workloads.map((workload) => [
      nameOf(workload),
      pipeline(workload),
      serving(workload),
      registry(notes, workload),
      monitoring(notes, workload),
      rollout(notes, workload),
    ]),
  });
}

function isLearning({ workload }: WorkloadBench): boolean {
  return workload.mode === 'training' || workload.kind === 'classic-ml';
}

function pipeline(workload: WorkloadBench): string {
  const { kind } = workload.workload;
  if (isLearning(workload)) {
    return 'Data version, training run, evaluation against the model in service, registration; each run starts from the pipeline and from nowhere else.';
  }
  if (kind === 'rag') {
    return 'Ingest, chunk, embed and index as one versioned pass; prompts, retrieval settings and the index are released together.';
  }
  if (kind === 'agentic') {
    return 'Prompts, tool definitions and their permissions are one release; the evaluation replays whole tasks, not single answers.';
  }
  return kind === 'embedding'
    ? 'One pass over the corpus for each version of the model; vectors of two versions never share an index.'
    : 'Prompts, settings and the version of the model are one release; the evaluation runs before it.';
}

function serving(workload: WorkloadBench): string {
  const sizing = workload.reference();
  const api = workload.apis().apis[0];
  if (workload.likelyHosting() === 'api' && api) {
    return `${apiName(api.row)} behind a gateway of one’s own that holds the key, limits each caller, records tokens, and can switch to a second model.`;
  }
  if (!sizing) return 'Not placed on hardware: nothing can be said of its serving.';
  if (sizing.kind === 'training')
    return 'Scheduled jobs that write checkpoints and can be taken up again after a loss.';
  const group = replicaSpan(sizing);
  const [replicas, batch] = (['replicas', 'batch'] as const).map((name) => sizingFigure(sizing, name));
  if (sizing.kind !== 'serving' || !group || !replicas) {
    return 'Scheduled passes over a queue: items that fail are kept and repeated, and a pass that stops goes on where it was.';
  }
  return `${counted(replicas, 'copy', 'copies')} over ${counted(group, 'accelerator', 'accelerators')} each, with continuous batching${batch ? ` of ${cite(batch)} sequences` : ''}; what is scaled follows queue length, not processor use.`;
}

function registry(notes: Analysis, workload: WorkloadBench): string {
  const { row } = workload.model();
  const sizing = workload.reference();
  const checkpoint = sizing?.kind === 'training' ? sizingFigure(sizing, 'checkpoint') : undefined;
  const runs = valueOf(workload.workload, 'runsPerMonth');
  if (checkpoint?.value != null && runs !== null) {
    const year = notes.figure({
      id: `mlops.${workload.id}.registry-year`,
      label: 'Checkpoints of a year in the registry',
      value: checkpoint.value * runs * 12,
      unit: checkpoint.unit,
      method: 'computed',
      formula: 'checkpoint x runs a month x 12',
      inputs: [checkpoint.id, ...refs(workload.workload, 'runsPerMonth')],
    });
    return `Each run is registered with data, settings and evaluation: ${cite(year)} a year if every checkpoint is kept.`;
  }
  if (workload.likelyHosting() === 'api' || !row)
    return 'The exact version of the model at the provider, the prompts, and the evaluation that let them in.';
  const weights = sizing ? sizingFigure(sizing, 'weights') : undefined;
  return `${literal(row.name)} with licence, checksum and number format${weights ? `, ${cite(weights)} a version` : ''}, and the evaluation that let it in.`;
}

function monitoring(notes: Analysis, workload: WorkloadBench): string {
  const { availabilityPercent, timeToFirstTokenMs, timePerOutputTokenMs } = workload.workload.values;
  if (workload.workload.mode === 'training')
    return 'Loss, throughput and failed accelerators while it runs; the evaluation after it.';
  if (workload.workload.mode === 'batch')
    return 'Items done, failed and left; cost an item; a sample of results scored on each pass.';
  const targets = [
    timeToFirstTokenMs ? `first token within ${cite(timeToFirstTokenMs)}` : '',
    timePerOutputTokenMs ? `a token within ${cite(timePerOutputTokenMs)}` : '',
  ].filter((words) => words !== '');
  const budget = errorBudget(notes, workload, availabilityPercent);
  return [
    targets.length > 0
      ? `Alerts on ${targets.join(' and ')}.`
      : 'No limit of time was stated: agree on one before the alerts.',
    budget ? `${cite(budget)} of outage a month may be spent.` : '',
    'Score a sample of answers daily, count refusals, tokens and cost.',
  ]
    .filter((words) => words !== '')
    .join(' ');
}

function errorBudget(notes: Analysis, workload: WorkloadBench, target: Figure | undefined): Figure | null {
  if (target?.value == null) return null;
  return notes.figure({
    id: `mlops.${workload.id}.error-budget`,
    label: 'Outage that the availability target allows in thirty days',
    value: (1 - target.value / 100) * MINUTES_PER_MONTH,
    unit: 'min',
    method: 'computed',
    formula: `(1 - availability / 100) x ${MINUTES_PER_MONTH} min`,
    inputs: [target.id],
  });
}

function rollout(notes: Analysis, workload: WorkloadBench): string {
  const daily = workload.workload.values.requestsPerDay;
  if (workload.workload.mode !== 'serving' || daily?.value == null || daily.value <= 0) {
    return 'The new version runs beside the old one on a part of the data; both results are compared before the switch.';
  }
  const share = notes.figure({
    id: 'mlops.canary.share',
    label: 'Share of requests that a new version gets first',
    value: CANARY_SHARE,
    unit: '%',
    method: 'assumed',
    formula: 'a choice of this product: small enough to harm few, large enough to compare within days',
  });
  const answers = notes.figure({
    id: 'mlops.canary.answers',
    label: 'Answers that are compared before a new version gets all requests',
    value: CANARY_ANSWERS,
    unit: '1',
    method: 'assumed',
    formula: 'a choice of this product: a share of good answers is then known within 3.1 points (95 %)',
  });
  const hours = notes.figure({
    id: `mlops.${workload.id}.canary-hours`,
    label: 'Time until a new version has been compared',
    value: (CANARY_ANSWERS / (daily.value * (CANARY_SHARE / 100))) * HOURS_PER_DAY,
    unit: 'h',
    method: 'computed',
    formula: 'answers to compare / (requests a day x share) x 24 h',
    inputs: [answers.id, daily.id, share.id],
  });
  if ((hours.value ?? 0) > LONGEST_CANARY_HOURS) {
    return `Both versions answer recorded requests, until ${cite(answers)} answers are compared: ${cite(share)} of the live ones would take ${cite(hours)}. Then all, with the old version ready to return.`;
  }
  return `${cite(share)} of requests for ${cite(hours)}, until ${cite(answers)} answers are compared; then all, with the old version ready to return.`;
}

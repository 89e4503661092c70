import { cite, type Figure, figure, unknownFigure } from '@app/kernel';
import { LONGEST_SIMULATED_SECONDS, type ApiResult, type ApiSpec } from '@app/simulation';
import type { Analysis } from '../analysis';
import { presuming } from '../bench/hosting-option';
import { apiName, headed, nameOf, shortName } from '../bench/naming';
import { refs, tokenSpread, valueOf } from '../bench/serving-need';
import type { WorkloadBench } from '../bench/workload-bench';
import type { Workbench } from '../workbench';
import type { SimulationSetting } from './simulation-setting';

/** The hour at the peak that is simulated, and when the outage in it begins. */
const HOUR = 3_600;
const OUTAGE_FROM = 1_200;
/** Requests of the simulated hour beyond which a shorter time is simulated. */
const MOST_REQUESTS = 20_000;
/** An outage has to fit in: at the shortest. */
const LEAST_SECONDS = 1_800;
/** Of more requests than these in that time, one of every so many is simulated. */
const MOST_SIMULATED = 500_000;
/** Where requests are rare, as long as so many come is simulated, and so many outages as so many meet; a month at most. */
const ENOUGH_REQUESTS = 200;
const ENOUGH_IN_OUTAGES = 1_000;
const FIRST_WAIT_SECONDS = 1;

/** What a provider's limits and outages do to a workload that calls its API: false where it calls none. */
export async function apiScenarios(
  notes: Analysis,
  bench: Workbench,
  workload: WorkloadBench,
  setting: SimulationSetting,
  signal: AbortSignal,
): Promise<boolean> {
  const spec = specOf(bench, workload, setting);
  const api = workload.apis().apis[0];
  if (!spec || !api) return false;
  const today = await bench.tasks.run('simulateApi', spec, signal);
  if (today.arrived === 0) {
    notes.leaveOut({
      id: `simulation.${workload.id}.api`,
      subject: `Calls of ${apiName(api.row)} by ${nameOf(workload)}, simulated`,
      reason: 'at its rate no request came in a simulated month',
    });
    return false;
  }
  const outage = await bench.tasks.run('simulateApi', withOutage(spec, setting), signal);
  const figures = apiFigures(notes, workload, setting, today, outage);
  const limited = spec.limits.requestsPerMinute !== null || spec.limits.tokensPerMinute !== null;
  const tooTight = limited && today.failedShare > 0;
  notes.find({
    id: `simulation.${workload.id}.api-limits`,
    severity: tooTight ? 'high' : 'info',
    title: headed(
      workload,
      `by API, its busiest minute asks for ${cite(figures.requests)} requests and ${cite(figures.tokens)}`,
    ),
    statement: limited
      ? `Under the limits that were stated, ${cite(figures.failed)} of the requests get no answer and ${cite(figures.retried)} have to be sent again.`
      : `Limits of ${apiName(api.row)} depend on the account and are not in the catalog: have at least so much granted before the start, or state them in the input to have them simulated.`,
  });
  notes.find({
    id: `simulation.${workload.id}.api-outage`,
    severity: (outage.failedInOutage ?? 0) > 0.01 ? 'medium' : 'info',
    title: headed(
      workload,
      `an outage of its API costs ${cite(figures.outageFailed)} of the requests of that time`,
    ),
    statement: `The API is away for ${cite(setting.apiOutageMinutes)} at the peak; a client calls again up to ${cite(setting.apiRetries)} times with growing waits, which bridges an outage of at most ${cite(figures.bridged)}.`,
  });
  if ((outage.failedInOutage ?? 0) > 0.01) recommendFallback(notes, workload, figures.outageFailed);
  return true;
}

/** Requests a second at the peak: how many are simulated, and for how many each of them stands. */
function rateOf(workload: WorkloadBench): { readonly simulated: number; readonly each: number } {
  const rate = valueOf(workload.workload, 'requestsPerSecondPeak') ?? 0;
  const each = Math.max(1, (rate * LEAST_SECONDS) / MOST_SIMULATED);
  return { simulated: rate / each, each };
}

type ScenarioSpec = ApiSpec & { readonly arrivals: { readonly kind: 'poisson' } };

function specOf(bench: Workbench, workload: WorkloadBench, setting: SimulationSetting): ScenarioSpec | null {
  const { simulated: rate, each } = rateOf(workload);
  const input = tokenSpread(workload.workload, 'input');
  const output = tokenSpread(workload.workload, 'output');
  if (rate <= 0 || !input || !output || workload.workload.mode !== 'serving') return null;
  const limits = workload.workload.input.traffic?.apiLimits;
  const share = (limit: number | undefined): number | null => (limit === undefined ? null : limit / each);
  return {
    seed: bench.seed,
    horizonSeconds: Math.min(
      Math.max(HOUR, ENOUGH_REQUESTS / rate),
      Math.max(LEAST_SECONDS, MOST_REQUESTS / rate),
      LONGEST_SIMULATED_SECONDS,
    ),
    warmUpSeconds: 0,
    arrivals: { kind: 'poisson', ratePerSecond: rate },
    inputTokens: { kind: 'log-normal', ...input },
    outputTokens: { kind: 'log-normal', ...output },
    limits: {
      requestsPerMinute: share(limits?.requestsPerMinute),
      tokensPerMinute: share(limits?.tokensPerMinute),
    },
    retries: {
      most: setting.apiRetries.value ?? 0,
      firstWaitSeconds: FIRST_WAIT_SECONDS,
      longestWaitSeconds: 60,
    },
  };
}

/** An outage at its length in an hour or less, again and again where few requests meet one. */
function withOutage(spec: ScenarioSpec, setting: SimulationSetting): ApiSpec {
  const durationSeconds = (setting.apiOutageMinutes.value ?? 0) * 60;
  const rate = spec.arrivals.ratePerSecond;
  const every = Math.min(HOUR, spec.horizonSeconds);
  const often = Math.ceil(ENOUGH_IN_OUTAGES / (rate * durationSeconds));
  const count = Math.max(1, Math.min(often, Math.floor(LONGEST_SIMULATED_SECONDS / every)));
  const first = Math.min(OUTAGE_FROM, every / 3);
  return {
    ...spec,
    horizonSeconds: count * every,
    outages: Array.from({ length: count }, (_, index) => ({
      atSeconds: index * every + first,
      durationSeconds,
    })),
  };
}

interface ApiFigures {
  readonly requests: Figure;
  readonly tokens: Figure;
  readonly failed: Figure;
  readonly retried: Figure;
  readonly outageFailed: Figure;
  /** The longest outage that retries reach over. */
  readonly bridged: Figure;
}

function apiFigures(
  notes: Analysis,
  workload: WorkloadBench,
  setting: SimulationSetting,
  today: ApiResult,
  outage: ApiResult,
): ApiFigures {
  const rate = refs(workload.workload, 'requestsPerSecondPeak');
  const tokens = refs(workload.workload, ...TOKENS);
  const retries = setting.apiRetries.id;
  const { each } = rateOf(workload);
  const draft = (name: string, unit: string, value: number, text: DrawnText, inputs: readonly string[]) =>
    notes.figure({
      id: `simulation.${workload.id}.api.${name}`,
      label: text.label,
      value,
      unit,
      method: 'computed',
      formula: `${text.formula} in a discrete-event simulation of ${today.arrived} requests at the peak, seed ${today.seed}${thinned(each)}`,
      inputs: [...rate, ...inputs],
    });
  return {
    requests: draft('busiest-requests', '1', each * today.busiestMinute.requests, TEXTS.requests, []),
    tokens: draft('busiest-tokens', 'tokens', each * today.busiestMinute.tokens, TEXTS.tokens, tokens),
    failed: draft('failed', '%', 100 * today.failedShare, TEXTS.failed, [...tokens, retries]),
    retried: draft('retried', '%', 100 * today.retriedShare, TEXTS.retried, [...tokens, retries]),
    outageFailed: notes.figure(inOutage(outage, workload, [...rate, setting.apiOutageMinutes.id, retries])),
    bridged: notes.figure({
      id: `simulation.api-bridged`,
      label: 'Longest outage that retries reach over',
      value: FIRST_WAIT_SECONDS * (2 ** (setting.apiRetries.value ?? 0) - 1),
      unit: 's',
      method: 'computed',
      formula: 'sum of the longest waits: first wait x (2 ^ retries - 1)',
      inputs: [retries],
    }),
  };
}

/** The share of the requests of an outage that is given up; unknown where none came in one. */
function inOutage(outage: ApiResult, workload: WorkloadBench, inputs: readonly string[]): Figure {
  const draft = {
    id: `simulation.${workload.id}.api.outage-failed`,
    label: 'Requests without an answer in the time of an outage of the API',
    unit: '%',
    method: 'computed' as const,
    formula: `share given up of the requests that came in an outage, in a discrete-event simulation of ${outage.arrived} requests at the peak, seed ${outage.seed}${thinned(rateOf(workload).each)}`,
    inputs: [...inputs],
  };
  return outage.failedInOutage === null
    ? unknownFigure({ ...draft, reason: 'no request came in an outage that was simulated' })
    : figure({ ...draft, value: 100 * outage.failedInOutage });
}

/** What a formula says of requests that stand for others. */
function thinned(each: number): string {
  return each > 1 ? `; each stands for ${each.toPrecision(3)} requests, under limits divided by as many` : '';
}

const TOKENS = ['inputTokensP50', 'inputTokensP95', 'outputTokensP50', 'outputTokensP95'] as const;

interface DrawnText {
  readonly label: string;
  readonly formula: string;
}

const TEXTS = {
  requests: {
    label: 'Requests of the busiest minute',
    formula: 'most requests that arrived in a minute',
  },
  tokens: {
    label: 'Tokens of the busiest minute',
    formula: 'most tokens of prompts and answers that arrived in a minute',
  },
  failed: {
    label: 'Requests without an answer under the stated limits of the API',
    formula: 'share given up',
  },
  retried: {
    label: 'Requests sent more than once under the stated limits of the API',
    formula: 'share with more than one attempt',
  },
} as const satisfies Record<string, DrawnText>;

function recommendFallback(notes: Analysis, workload: WorkloadBench, failed: Figure): void {
  notes.recommend({
    key: `${workload.id}.api-fallback`,
    title: `Give ${shortName(workload)} a second API to fall back on`,
    rationale: `Retries alone leave ${cite(failed)} of the requests of an outage without an answer.`,
    severity: 'low',
    presumes: presuming(workload, 'api'),
    workloadIds: [workload.id],
    cost: { figureIds: [], note: 'The second API is paid for what it answers alone.' },
    compliance: {
      requirements: [],
      note: 'The second provider needs the same agreements and the same place of processing.',
    },
    implementation: {
      effort: 'weeks',
      steps: [
        'Choose a second model with the same contract of inputs and outputs, and run the same evaluation on it.',
        'Put both behind one gateway that turns to the second after repeated failures, and back after a pause.',
        'Rehearse the switch once a quarter.',
      ],
      prerequisites: ['Limits of the second account that carry the peak.'],
    },
  });
}

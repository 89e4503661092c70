import type { Figure } from '@app/kernel';
import { FigureList } from './figure-list';
import { FORMULA_SOURCES as SOURCES } from './formula-sources';
import type { Given, Presumption } from './presumption';

/** Parts of a system that need processors and memory but no accelerators. */
export const COMPUTE_TIERS = ['classic-ml', 'api', 'database', 'cache'] as const;
export type ComputeTier = (typeof COMPUTE_TIERS)[number];

export interface TierSpec {
  readonly workloadId: string;
  readonly tier: ComputeTier;
  readonly requestsPerSecondPeak: Given;
  /** Seconds that a request stays open, for its memory; of the tier's own work where it is null. */
  readonly secondsOpen: Given | null;
  /** Processor time of a request (ms) and memory of an instance (GiB) where somebody measured them. */
  readonly measured?: { readonly work?: Given | null; readonly memory?: Given | null };
  /** Whether the loss of one instance must not break the promise. */
  readonly spare: boolean;
}

export const TIER_FIGURES = ['cores', 'instance-vcpus', 'instances', 'vcpus', 'memory', 'in-flight'] as const;
export type TierFigureName = (typeof TIER_FIGURES)[number];

export interface TierSizing {
  readonly tier: ComputeTier;
  readonly words: string;
  readonly vcpus: number;
  readonly ids: Readonly<Record<TierFigureName, string>>;
  readonly figures: readonly Figure[];
}

interface Tier {
  readonly words: string;
  /** More load takes more instances of one size, or a larger instance: who writes a row has to hold all of them. */
  readonly grows: 'in-number' | 'in-size';
  /** Processors of an instance, the smallest where it grows in size. */
  readonly instanceVcpus: number;
  /** Processor time of a request, ms. */
  readonly work: Presumption;
  /** Memory of an instance whatever its load, GiB. */
  readonly fixed: Presumption;
  /** Memory of a request in flight, MiB. */
  readonly each: Presumption;
}

const TIER_NAMES: Readonly<Record<ComputeTier, string>> = {
  'classic-ml': 'the scoring tier',
  api: 'the API tier',
  database: 'the database',
  cache: 'the cache',
};

function presumed(
  id: string,
  words: Pick<Presumption, 'label' | 'unit' | 'note'>,
  range: readonly [number, number, number],
): Presumption {
  const [low, value, high] = range;
  return { id, ...words, low, value, high };
}

function workOf(
  tier: ComputeTier,
  what: string,
  note: string,
  range: readonly [number, number, number],
): Presumption {
  return presumed(`${tier}.work`, { label: `processor time of ${what}`, unit: 'ms', note }, range);
}

function fixedOf(tier: ComputeTier, note: string, range: readonly [number, number, number]): Presumption {
  return presumed(
    `${tier}.memory`,
    { label: `memory of an instance of ${TIER_NAMES[tier]}, whatever its load`, unit: 'GiB', note },
    range,
  );
}

function eachOf(tier: ComputeTier, note: string, range: readonly [number, number, number]): Presumption {
  return presumed(
    `${tier}.request-memory`,
    { label: `memory of a request in flight in ${TIER_NAMES[tier]}`, unit: 'MiB', note },
    range,
  );
}

const TIERS: Readonly<Record<ComputeTier, Tier>> = {
  'classic-ml': {
    words: 'scoring by a classic model',
    grows: 'in-number',
    instanceVcpus: 4,
    work: workOf(
      'classic-ml',
      'a prediction',
      'gradient-boosted trees or a small network on one row, with its features: 1 to 20 ms',
      [1, 5, 20],
    ),
    fixed: fixedOf('classic-ml', 'model, libraries and runtime', [1, 3, 8]),
    each: eachOf('classic-ml', 'features and response', [0.5, 2, 8]),
  },
  api: {
    words: 'API tier in front of the models',
    grows: 'in-number',
    instanceVcpus: 4,
    work: workOf(
      'api',
      'a request',
      'checking, logging and passing a stream on; encryption and JSON',
      [2, 5, 20],
    ),
    fixed: fixedOf('api', 'runtime and libraries', [0.5, 1, 2]),
    each: eachOf('api', 'buffers of an open stream', [0.1, 0.5, 2]),
  },
  database: {
    words: 'database of requests, users and results',
    grows: 'in-size',
    instanceVcpus: 2,
    work: workOf(
      'database',
      'the statements of a request',
      'three to five indexed reads and writes',
      [0.5, 2, 8],
    ),
    fixed: fixedOf('database', 'working set that has to lie in memory', [4, 8, 32]),
    each: eachOf('database', 'a connection at work', [2, 5, 10]),
  },
  cache: {
    words: 'cache of sessions and answers',
    grows: 'in-size',
    instanceVcpus: 2,
    work: workOf(
      'cache',
      'the look-ups of a request',
      'two to four look-ups of some kilobytes',
      [0.02, 0.05, 0.2],
    ),
    fixed: fixedOf('cache', 'entries that are kept', [1, 4, 16]),
    each: eachOf('cache', 'buffers of a connection', [0.05, 0.1, 0.5]),
  },
};

const UTILISATION: Presumption = {
  id: 'processor-utilisation',
  label: 'share of the processors that the peak may use',
  unit: '1',
  value: 0.6,
  low: 0.5,
  high: 0.7,
  note: 'usual targets of autoscalers are 0.5 to 0.7',
  source: SOURCES.autoscaling,
};

const MIB_PER_GIB = 1024;

/** Processors of one instance of a tier that carries `cores` at work: of a tier that grows in size, 2, 4, 8 and so on. */
export function instanceVcpus(tier: ComputeTier, cores: number): number {
  const { grows, instanceVcpus: least } = TIERS[tier];
  if (grows === 'in-number') return least;
  return least * 2 ** Math.max(0, Math.ceil(Math.log2(cores / least) - 1e-9));
}

/**
 * Processors and memory of a tier from its peak: cores = requests/s x processor time / utilisation; instances =
 * ceil(cores / cores of an instance), or one that is large enough, and one to spare; memory = instances x fixed +
 * requests in flight x memory of each, in flight = requests/s x seconds open (Little). Hyper-threads count as vCPUs, one
 * for a core of work.
 */
export function sizeTier(spec: TierSpec): TierSizing {
  const { words, each } = TIERS[spec.tier];
  const { work, fixed } = {
    work: spec.measured?.work ?? TIERS[spec.tier].work,
    fixed: spec.measured?.memory ?? TIERS[spec.tier].fixed,
  };
  const list = new FigureList<TierFigureName>(`sizing.${spec.workloadId}.tier.${spec.tier}`);
  const [eachId = '', shareId = ''] = list.presume(each, UTILISATION);
  const basis = {
    work: refsOf(list, work),
    fixed: refsOf(list, fixed),
    each: [eachId],
    share: [shareId],
  };
  const readings = (['value', 'low', 'high'] as const).map((at) => {
    const rate = spec.requestsPerSecondPeak[at];
    const share = at === 'value' ? UTILISATION.value : at === 'low' ? UTILISATION.high : UTILISATION.low;
    const cores = (rate * work[at]) / 1000 / share;
    const size = instanceVcpus(spec.tier, cores);
    const instances = Math.max(1, Math.ceil(cores / size - 1e-9)) + (spec.spare ? 1 : 0);
    const open = spec.secondsOpen?.[at] ?? work[at] / 1000;
    const inFlight = rate * open;
    return {
      cores,
      size,
      instances,
      vcpus: instances * size,
      inFlight,
      memory: instances * fixed[at] + (inFlight * each[at]) / MIB_PER_GIB,
    };
  });
  writeTier(list, spec, readings, basis);
  return {
    tier: spec.tier,
    words,
    vcpus: readings[0]?.vcpus ?? 0,
    ids: list.ids as Record<TierFigureName, string>,
    figures: list.all(),
  };
}

/** Where a number comes from: the answer that gave it, or what was presumed. */
function refsOf(list: FigureList<TierFigureName>, number: Given | Presumption): readonly string[] {
  return 'refs' in number ? number.refs : list.presume(number);
}

/** The numbers of a tier under one reading of what was presumed. */
interface Numbers {
  readonly cores: number;
  readonly size: number;
  readonly instances: number;
  readonly vcpus: number;
  readonly inFlight: number;
  readonly memory: number;
}

function writeTier(
  list: FigureList<TierFigureName>,
  spec: TierSpec,
  readings: readonly Numbers[],
  basis: Readonly<Record<'work' | 'fixed' | 'each' | 'share', readonly string[]>>,
): void {
  const { words, grows, instanceVcpus: least } = TIERS[spec.tier];
  const spare = spec.spare ? ', and one to spare' : '';
  const put = (name: TierFigureName, from: (one: Numbers) => number, rest: Words): void => {
    const [value = 0, ...ends] = readings.map(from);
    list.add({ name, value, ends, ...rest });
  };
  const rateRefs = spec.requestsPerSecondPeak.refs;
  put('cores', (one) => one.cores, {
    label: `cores at work at the peak, ${words}`,
    unit: '1',
    formula: 'requests per second x processor time / utilisation target',
    inputs: [...rateRefs, ...basis.work, ...basis.share],
    sources: [SOURCES.little],
  });
  put('in-flight', (one) => one.inFlight, {
    label: `requests in flight at the peak, ${words}`,
    unit: '1',
    formula: 'requests per second x seconds that one stays open',
    inputs: [...rateRefs, ...(spec.secondsOpen?.refs ?? basis.work)],
    sources: [SOURCES.little],
  });
  put('instance-vcpus', (one) => one.size, {
    label: `processors of an instance, ${words}`,
    unit: 'vCPU',
    formula:
      grows === 'in-size'
        ? `the least of ${least}, ${2 * least}, ${4 * least} ... that holds the cores`
        : `constant: ${least}, the instance that such a tier is laid out in`,
    inputs: grows === 'in-size' ? [list.id('cores')] : [],
    sources: [],
  });
  put('instances', (one) => one.instances, {
    label: `instances, ${words}`,
    unit: '1',
    formula: `${grows === 'in-size' ? 'one that is large enough' : `ceil(cores / ${least}), at least 1`}${spare}`,
    inputs: [list.id('cores'), list.id('instance-vcpus')],
    sources: [SOURCES.reliabilityPillar],
  });
  put('vcpus', (one) => one.vcpus, {
    label: `processors, ${words}`,
    unit: 'vCPU',
    formula: 'instances x processors of an instance',
    inputs: [list.id('instances'), list.id('instance-vcpus')],
    sources: [],
  });
  put('memory', (one) => one.memory, {
    label: `memory, ${words}`,
    unit: 'GiB',
    formula: 'instances x fixed memory + requests in flight x memory of each',
    inputs: [list.id('instances'), list.id('in-flight'), ...basis.fixed, ...basis.each],
    sources: [],
  });
}

interface Words {
  readonly label: string;
  readonly unit: string;
  readonly formula: string;
  readonly inputs: readonly string[];
  readonly sources: ReadonlyArray<(typeof SOURCES)[keyof typeof SOURCES]>;
}

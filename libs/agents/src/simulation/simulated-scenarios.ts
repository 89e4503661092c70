import { answerId, AppError, cite, type FieldProblem, type Figure } from '@app/kernel';
import {
  type FleetResult,
  type FleetSpec,
  type RequestTrace,
  SCENARIOS,
  type ScenarioName,
  scenarioSpec,
} from '@app/simulation';
import { servingFigure } from '@app/sizing';
import type { Analysis } from '../analysis';
import { nameOf } from '../bench/naming';
import type { Workbench } from '../workbench';
import { type FleetCase, scenarioSettingOf } from './fleet-case';
import { type ScenarioFigures, scenarioFigures } from './scenario-figures';
import { asScaled, autoscalerOf, raisedBefore } from './scaled-fleet';
import type { SimulationSetting } from './simulation-setting';

/** Rows beside the six scenarios: the same fleet if slower, and the launch with replicas that follow the load. */
export type CaseName =
  ScenarioName | 'slow-hardware' | 'launch-spike-scaled' | 'launch-spike-ahead' | 'busy-day' | 'recorded';

/** One scenario that was simulated. */
export interface SimulatedCase {
  readonly name: CaseName;
  readonly label: string;
  readonly spec: FleetSpec;
  readonly result: FleetResult;
  readonly figures: ScenarioFigures;
  /** Load over the peak of today; null where it is that. */
  readonly load: Figure | null;
  readonly replicas: Figure;
}

const LABELS: Readonly<Record<CaseName, string>> = {
  baseline: 'Baseline: the peak of today',
  'slow-hardware': 'Baseline, hardware as slow as the sizing allows for',
  'launch-spike': 'Launch: the load jumps',
  'launch-spike-scaled': 'Launch, with autoscaling',
  'launch-spike-ahead': 'Launch, with replicas added before it',
  'steady-growth': 'Steady growth over a year, same fleet',
  'zone-loss': 'Loss of a zone',
  'provider-outage': 'Outage of the region or site',
  'budget-cut': 'Cut budget',
  'busy-day': 'A whole day by its hourly profile',
  recorded: 'Requests as they were recorded',
};

/** Scenarios in which neither load nor fleet change. */
const STEADY: ReadonlySet<CaseName> = new Set(['baseline', 'slow-hardware', 'steady-growth', 'budget-cut']);

/** What scenarios take from elsewhere. */
export interface CaseOptions {
  readonly setting: SimulationSetting;
  readonly growth: Figure | null;
  /** Replicas that a cut budget pays for; null where that is not known. */
  readonly replicasAfterCut: Figure | null;
  /** Relative load of the hours, where it was given. */
  readonly hourlyProfile: readonly number[] | null;
  /** Requests as they were recorded, where they were given. */
  readonly trace: RequestTrace | null;
}

/** Simulates a fleet in every scenario that its input allows, one after the other. */
export async function simulateCases(
  notes: Analysis,
  bench: Workbench,
  fleet: FleetCase,
  options: CaseOptions,
  signal: AbortSignal,
): Promise<SimulatedCase[]> {
  const found: SimulatedCase[] = [];
  for (const { name, spec } of specsOf(fleet, options)) {
    const result = await simulated(bench, spec, signal);
    if (isRefused(result)) {
      notes.leaveOut({
        id: `simulation.${fleet.workload.id}.${name}`,
        subject: `${LABELS[name]}: ${nameOf(fleet.workload)} simulated event by event`,
        reason: result.refused,
      });
      continue;
    }
    const load = loadOf(name, options);
    const replicas = replicasOf(notes, name, fleet, options, result);
    const inputs = [
      ...fleet.inputs,
      ...givenOf(name, fleet),
      ...(load ? [load.id] : []),
      ...(name === 'budget-cut' ? [replicas.id] : []),
      ...(hasTrouble(name) ? [fleet.coldStart.id, options.setting.zones.id] : []),
    ];
    const head = {
      id: `simulation.${fleet.workload.id}.${name}`,
      name: LABELS[name].toLowerCase(),
      inputs: [...new Set(inputs)],
      steady: STEADY.has(name),
    };
    const figures = scenarioFigures(notes, head, result);
    found.push({ name, label: LABELS[name], spec, result, figures, load, replicas });
  }
  return found;
}

interface Refused {
  /** Why the simulation does not take the fleet or its load, in words. */
  readonly refused: string;
}

/** What came of a fleet, or why it is not simulated: the rest of the analysis does not depend on that. */
async function simulated(
  bench: Workbench,
  spec: FleetSpec,
  signal: AbortSignal,
): Promise<FleetResult | Refused> {
  try {
    return await bench.tasks.run('simulate', spec, signal);
  } catch (error) {
    if (error instanceof AppError && error.code === 'simulation.invalid-spec')
      return { refused: refusalOf(error) };
    throw error;
  }
}

/** Places of a specification that refuse a fleet for its size alone; most others refuse what makes no fleet at all. */
const SIZES = new Set(['/fleet/replicas', '/autoscaler/most']);

function refusalOf({ problems = [] }: AppError): string {
  const isSize = ({ pointer, detail }: FieldProblem): boolean =>
    SIZES.has(pointer) || detail.startsWith('expected at most');
  const isTooLarge = problems.length > 0 && problems.every(isSize);
  const details = problems.map(({ detail }) => detail).join('; ');
  return isTooLarge
    ? `it is larger than what is simulated (${details}); the closed formulas of the sizing stand`
    : `its numbers make no fleet that can be simulated (${details}); the closed formulas of the sizing stand`;
}

function isRefused(result: FleetResult | Refused): result is Refused {
  return 'refused' in result;
}

/** The answer that a scenario of the input's own rests on. */
function givenOf(name: CaseName, { workload }: FleetCase): string[] {
  const at = (field: string): string[] => [answerId('workloads', workload.workload.index, 'traffic', field)];
  if (name === 'busy-day') return at('hourlyProfile');
  return name === 'recorded' ? at('traceCsv') : [];
}

function hasTrouble(name: CaseName): boolean {
  return name === 'zone-loss' || name === 'provider-outage' || name === 'launch-spike-scaled';
}

function specsOf(fleet: FleetCase, options: CaseOptions): Array<{ name: CaseName; spec: FleetSpec }> {
  const { setting, growth, replicasAfterCut } = options;
  const of = scenarioSettingOf(fleet, setting, growth, replicasAfterCut?.value ?? null);
  const specs: Array<{ name: CaseName; spec: FleetSpec }> = [];
  for (const name of SCENARIOS) {
    const plain = scenarioSpec(name, fleet.base, of);
    if (!plain) continue;
    if (name === 'launch-spike') {
      specs.push(...launchesOf(fleet, plain, setting));
      continue;
    }
    const spec = asScaled(plain, fleet, setting);
    specs.push({ name, spec });
    if (name === 'baseline')
      specs.push({ name: 'slow-hardware', spec: { ...spec, service: fleet.slowService } });
  }
  const day = dayOf(fleet, options.hourlyProfile);
  if (day) specs.push({ name: 'busy-day', spec: asScaled(day, fleet, setting) });
  if (options.trace)
    specs.push({ name: 'recorded', spec: asScaled(recorded(fleet, options.trace), fleet, setting) });
  return specs;
}

/** The launch on the fleet as it is, with as many replicas as it asks for and hardware allows, and raised before it. */
function launchesOf(
  fleet: FleetCase,
  spec: FleetSpec,
  setting: SimulationSetting,
): Array<{ name: CaseName; spec: FleetSpec }> {
  const { scaling } = fleet.workload.decided;
  const { replicas } = spec.fleet;
  const isScaled = fleet.mostReplicas > replicas || scaling !== undefined;
  const autoscaler = autoscalerOf(replicas, fleet.mostReplicas, setting);
  const raised =
    scaling?.mode === 'scale-ahead' ? raisedBefore(spec, fleet, setting.spikeFactor.value ?? 1) : null;
  return [
    { name: 'launch-spike', spec },
    ...(isScaled ? [{ name: 'launch-spike-scaled', spec: { ...spec, autoscaler } } as const] : []),
    ...(raised ? [{ name: 'launch-spike-ahead', spec: raised } as const] : []),
  ];
}

/** Requests of a day beyond which it is not simulated: it would take longer than a run may. */
const MOST_OF_DAY = 60_000;

/** The day (or the first of a week) that the profile describes, its highest hour at the stated peak. */
function dayOf(fleet: FleetCase, profile: readonly number[] | null): FleetSpec | null {
  const hours = profile?.slice(0, 24) ?? [];
  const highest = Math.max(0, ...hours);
  if (highest <= 0) return null;
  const factors = hours.map((load) => load / highest);
  const mean = factors.reduce((sum, factor) => sum + factor, 0) / factors.length;
  if (fleet.ratePerSecond * mean * 86_400 > MOST_OF_DAY) return null;
  return {
    ...fleet.base,
    horizonSeconds: 86_400,
    warmUpSeconds: 0,
    arrivals: {
      kind: 'poisson',
      ratePerSecond: fleet.ratePerSecond,
      profile: { slotSeconds: 3_600, factors },
    },
  };
}

function recorded(fleet: FleetCase, trace: RequestTrace): FleetSpec {
  return {
    ...fleet.base,
    horizonSeconds: (trace.seconds.at(-1) ?? 0) + 1,
    warmUpSeconds: 0,
    arrivals: { kind: 'trace', seconds: trace.seconds },
    inputTokens: { kind: 'recorded', tokens: trace.inputTokens },
    outputTokens: { kind: 'recorded', tokens: trace.outputTokens },
  };
}

function loadOf(name: CaseName, { setting, growth }: CaseOptions): Figure | null {
  if (name.startsWith('launch-spike')) return setting.spikeFactor;
  return name === 'steady-growth' ? growth : null;
}

function replicasOf(
  notes: Analysis,
  name: CaseName,
  fleet: FleetCase,
  { replicasAfterCut, setting }: CaseOptions,
  result: FleetResult,
): Figure {
  if (name === 'budget-cut' && replicasAfterCut) return replicasAfterCut;
  const sized = servingFigure(fleet.sizing, 'replicas');
  if (name !== 'launch-spike-scaled' && name !== 'launch-spike-ahead') return sized;
  return notes.figure({
    id: `simulation.${fleet.workload.id}.${name}.replicas`,
    label: 'Most replicas at a time during the launch',
    value: result.replicas.most,
    unit: '1',
    method: 'computed',
    formula: `most replicas that existed at a time in a discrete-event simulation, seed ${result.seed}`,
    inputs: [sized.id, setting.scalingTarget.id, setting.scaleSeconds.id, fleet.coldStart.id],
  });
}

/** The table of a fleet: a row for each scenario. */
export function caseRows(cases: readonly SimulatedCase[]): string[][] {
  const orNone = (figure: Figure | null): string => (figure ? cite(figure) : 'none answered');
  return cases.map(({ label, load, replicas, figures }) => [
    label,
    load ? cite(load) : '–',
    cite(figures.counted),
    cite(replicas),
    orNone(figures.firstToken),
    orNone(figures.latency),
    cite(figures.failed),
    figures.used ? cite(figures.used) : '–',
  ]);
}

import { answerId, AppError, cite, type FieldProblem, type Figure } from '@app/kernel';
import {
  type FleetResult,
  type FleetSpec,
  type RequestTrace,
  SCENARIOS,
  scenarioSpec,
} from '@app/simulation';
import { servingFigure } from '@app/sizing';
import type { Analysis } from '../analysis';
import { headedIfHosted, lowerFirst, nameOf } from '../bench/naming';
import type { Workbench } from '../workbench';
import { type FleetCase, scenarioSettingOf } from './fleet-case';
import { scenarioFigures } from './scenario-figures';
import { asScaled, autoscalerOf, raisedBefore } from './scaled-fleet';
import { CASE_LABELS, type CaseName, type SimulatedCase } from './simulated-case';
import type { SimulationSetting } from './simulation-setting';
import { troubleWords } from './trouble-recovery';

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
        subject: `${CASE_LABELS[name]}: ${nameOf(fleet.workload)} simulated event by event`,
        reason: result.refused,
      });
      continue;
    }
    if (result.requests.arrived === 0) {
      noneCame(notes, fleet, { name, spec }, options.setting);
      continue;
    }
    const load = loadOf(name, options);
    const replicas = replicasOf(notes, name, fleet, options, result);
    const inputs = [
      ...fleet.inputs,
      ...givenOf(name, fleet),
      ...(load ? [load.id] : []),
      ...(name === 'budget-cut' ? [replicas.id] : []),
      ...troubleInputs(name, fleet, options.setting),
    ];
    const head = {
      id: `simulation.${fleet.workload.id}.${name}`,
      name: CASE_LABELS[name].toLowerCase(),
      inputs: [...new Set(inputs)],
      steady: STEADY.has(name),
    };
    const figures = scenarioFigures(notes, head, result);
    found.push({ name, label: CASE_LABELS[name], spec, result, figures, load, replicas });
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

/** What a launch or a failure rests on beside the rest. */
function troubleInputs(name: CaseName, { coldStart }: FleetCase, setting: SimulationSetting): string[] {
  const { launchMinutes, outageMinutes, zones } = setting;
  if (name === 'zone-loss' || name === 'provider-outage') return [coldStart.id, zones.id, outageMinutes.id];
  if (name === 'launch-spike-scaled') return [coldStart.id, zones.id, launchMinutes.id];
  return name.startsWith('launch-spike') ? [launchMinutes.id] : [];
}

/** Requests are so rare that none came in the simulated time: nothing is known of their times. */
function noneCame(
  notes: Analysis,
  fleet: FleetCase,
  entry: { readonly name: CaseName; readonly spec: FleetSpec },
  setting: SimulationSetting,
): void {
  const id = `simulation.${fleet.workload.id}.${entry.name}`;
  if (!entry.spec.episodes) {
    const subject = `${CASE_LABELS[entry.name]}: ${nameOf(fleet.workload)} simulated event by event`;
    notes.leaveOut({ id, subject, reason: 'at its rate no request came in the simulated time' });
    return;
  }
  notes.find({
    id,
    severity: 'info',
    title: headedIfHosted(fleet.workload, `${lowerFirst(CASE_LABELS[entry.name])} meets next to no request`),
    statement: `${troubleWords(notes, fleet, entry, setting)} In the simulation none came, so that nothing is said of their times.`,
  });
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

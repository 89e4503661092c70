import { cite, type Figure } from '@app/kernel';
import { servingFigure } from '@app/sizing';
import type { Severity } from '../agent-output';
import type { Analysis } from '../analysis';
import { presuming } from '../bench/hosting-option';
import { headedIfHosted, labelled, lowerFirst, shortName } from '../bench/naming';
import { SCALING_LABELS } from '../bench/scaling-choice';
import { type CaseVerdict, verdictOf } from './case-verdict';
import type { FleetCase } from './fleet-case';
import type { CaseName, SimulatedCase } from './simulated-case';
import { replicasForZoneLoss } from './loss-and-budget';
import type { SimulationSetting } from './simulation-setting';
import { recoveryOf, troubleWords } from './trouble-recovery';

/** What the scenarios of a fleet say, each in a finding; and what follows from the launch for scaling. */
export function findCases(
  notes: Analysis,
  fleet: FleetCase,
  cases: readonly SimulatedCase[],
  setting: SimulationSetting,
): void {
  const byName = new Map(cases.map((entry) => [entry.name, entry]));
  const of = <T>(name: CaseName, then: (entry: SimulatedCase, verdict: CaseVerdict) => T): T | undefined => {
    const entry = byName.get(name);
    return entry && then(entry, verdictOf(fleet.workload, entry));
  };
  of('baseline', (entry, verdict) => {
    baseline(notes, fleet, entry, verdict, byName.get('slow-hardware'));
  });
  of('launch-spike', (entry, verdict) => {
    const others = [byName.get('launch-spike-scaled'), byName.get('launch-spike-ahead')] as const;
    launch(notes, fleet, { entry, verdict }, others, setting);
  });
  of('steady-growth', (entry, verdict) => {
    say(notes, fleet, entry, verdict, {
      severity: 'medium',
      kept: `after a year of growth the same fleet still keeps its promises`,
      broken: `after a year of growth the same fleet breaks its promises`,
      more: `The load is then ${entry.load ? cite(entry.load) : ''} times that of today, on the ${cite(entry.replicas)} replicas of today.`,
    });
  });
  for (const name of ['zone-loss', 'provider-outage'] as const) {
    of(name, (entry, verdict) => {
      failure(notes, fleet, { entry, verdict }, setting);
    });
  }
  of('budget-cut', (entry, verdict) => {
    const today = servingFigure(fleet.sizing, 'replicas');
    const whole = entry.replicas.value === today.value;
    say(notes, fleet, entry, verdict, {
      severity: 'medium',
      kept: whole
        ? 'a cut budget still pays for its whole fleet'
        : 'on a cut budget its fleet keeps its promises',
      broken: whole
        ? 'a cut budget still pays for its whole fleet, which breaks its promises'
        : 'on a cut budget its fleet breaks its promises',
      more: `The budget then pays for ${cite(entry.replicas)} of ${cite(today)} replicas.`,
    });
  });
}

interface Wording {
  /** Of a scenario that is not carried. */
  readonly severity: Severity;
  /** Of one that is; info unless said. */
  readonly keptSeverity?: Severity;
  readonly kept: string;
  readonly broken: string;
  readonly more: string;
}

function say(
  notes: Analysis,
  fleet: FleetCase,
  entry: SimulatedCase,
  verdict: CaseVerdict,
  { severity, keptSeverity = 'info', kept, broken, more }: Wording,
): void {
  notes.find({
    id: `simulation.${fleet.workload.id}.${entry.name}`,
    severity: verdict.holds ? keptSeverity : severity,
    title: headedIfHosted(fleet.workload, verdict.holds ? kept : broken),
    statement: `${measured(entry, verdict)} ${more}`.trim(),
  });
}

/** What was found, beside what is promised. */
function measured({ figures, spec, name }: SimulatedCase, verdict: CaseVerdict): string {
  const during = name.startsWith('launch-spike') ? 'during the launch' : 'while it lasts';
  const of = spec.episodes ? `that come ${during}` : 'of the simulated time';
  const failed = `${cite(figures.failed)} of the requests ${of} get no answer`;
  if (!verdict.measured) return `${failed}: none was answered.`;
  return `Of the answered requests, ninety-five in a hundred ${timed(figures, verdict, verdict.measured)}; ${failed}.`;
}

/** `have their first token within x against y promised`. */
function timed(figures: SimulatedCase['figures'], { promise }: CaseVerdict, shown: Figure): string {
  const what = shown === figures.latency ? 'whole answer' : 'first token';
  return `have their ${what} within ${cite(shown)}${promise ? ` against ${cite(promise)} promised` : ''}`;
}

function baseline(
  notes: Analysis,
  fleet: FleetCase,
  entry: SimulatedCase,
  verdict: CaseVerdict,
  slow: SimulatedCase | undefined,
): void {
  const closed = servingFigure(fleet.sizing, 'time-to-first-token');
  const slowVerdict = slow && verdictOf(fleet.workload, slow);
  const beside = `The closed formula of the sizing, for a long prompt and the mean wait, gives ${cite(closed)} to the first token.`;
  const inDoubt = slowVerdict !== undefined && !slowVerdict.holds;
  say(notes, fleet, entry, verdict, {
    severity: 'high',
    kept: inDoubt
      ? 'at the peak of today its fleet keeps its promises, unless the hardware is as slow as it may be'
      : 'at the peak of today its fleet keeps its promises',
    keptSeverity: inDoubt ? 'medium' : 'info',
    broken: 'at the peak of today its fleet breaks its promises',
    more: `${beside} ${slow && slowVerdict ? ifSlow(slow, slowVerdict) : ''}`,
  });
}

/** The same fleet if its hardware is at the slow end of what the sizing allows for. */
function ifSlow({ figures }: SimulatedCase, verdict: CaseVerdict): string {
  const shown = verdict.measured;
  if (!shown) return 'If the hardware is as slow as the sizing allows for, nothing is answered in time.';
  const times = `ninety-five in a hundred ${timed(figures, verdict, shown)}`;
  return verdict.holds
    ? `If the hardware is as slow as the sizing allows for, ${times}.`
    : `If the hardware is as slow as the sizing allows for, it does not hold: ${times}, and ${cite(figures.failed)} get no answer. Measure one replica before the fleet is paid for.`;
}

function launch(
  notes: Analysis,
  fleet: FleetCase,
  { entry, verdict }: { readonly entry: SimulatedCase; readonly verdict: CaseVerdict },
  [scaled, ahead]: readonly [SimulatedCase | undefined, SimulatedCase | undefined],
  setting: SimulationSetting,
): void {
  const { workload } = fleet;
  const scaledVerdict = scaled && verdictOf(workload, scaled);
  const { scaling } = workload.decided;
  const followed =
    scaling?.mode === 'autoscale' ? scaled : scaling?.mode === 'scale-ahead' ? ahead : undefined;
  const withScaling =
    scaled && !verdict.holds
      ? ` With an autoscaler it grows to ${cite(scaled.replicas)} replicas; a new one answers after ${cite(fleet.coldStart)}, and ${cite(scaled.figures.failed)} get no answer.`
      : '';
  const times = entry.load ? cite(entry.load) : '';
  if (followed) {
    say(notes, fleet, { ...followed, name: 'launch-spike' }, verdictOf(workload, followed), {
      severity: 'medium',
      kept: `a launch at ${times} times the peak is carried with the scaling that was decided`,
      broken: `a launch at ${times} times the peak is more than the fleet carries with the scaling that was decided`,
      more: `It has ${cite(followed.replicas)} replicas at the most. ${troubleWords(notes, fleet, followed, setting)}`,
    });
  } else {
    say(notes, fleet, entry, verdict, {
      severity: 'medium',
      kept: `a launch at ${times} times the peak is carried by the fleet as it is`,
      broken: `a launch at ${times} times the peak is more than the fleet carries`,
      more: `${troubleWords(notes, fleet, entry, setting)}${withScaling}`,
    });
  }
  if (!scaled || !scaledVerdict) return;
  const helps = !verdict.holds && scaledVerdict.holds;
  const option = verdict.holds ? 'fixed' : helps ? 'autoscale' : 'scale-ahead';
  notes.vote({
    key: `${workload.id}.scaling`,
    label: labelled(workload, 'Scaling'),
    option,
    optionLabel: SCALING_LABELS[option],
    basis: 'risk',
    rationale: verdict.holds
      ? `Even the launch is carried: ${lowerFirst(measured(entry, verdict))}`
      : `${helps ? 'The launch is carried only where replicas follow the load.' : `A new replica answers after ${cite(fleet.coldStart)}: too late for a jump of the load.`} With an autoscaler: ${lowerFirst(measured(scaled, scaledVerdict))}`,
    presumes: presuming(workload, 'self-host'),
  });
  const isAhead = (scaling?.mode ?? option) === 'scale-ahead';
  if (isAhead) recommendAhead(notes, fleet, (ahead ?? scaled).replicas);
}

function recommendAhead(notes: Analysis, fleet: FleetCase, replicas: Figure): void {
  const { workload } = fleet;
  notes.recommend({
    key: `${workload.id}.scale-ahead`,
    title: `Start replicas of ${shortName(workload)} before a launch, not during it`,
    rationale: `A new replica answers after ${cite(fleet.coldStart)}; the launch needed up to ${cite(replicas)}.`,
    severity: 'low',
    presumes: presuming(workload, 'self-host'),
    workloadIds: [workload.id],
    cost: {
      figureIds: [],
      note: workload.ownedFit()
        ? 'The added replicas take owned hardware that is free; what is missing has to be rented around the launch.'
        : 'The hours of the added replicas around the launch; they are rented by the hour.',
    },
    compliance: { requirements: [], note: 'None is named by a framework.' },
    implementation: {
      effort: 'days',
      steps: [
        'Agree with marketing on notice before announced launches.',
        `Raise the least number of replicas to ${cite(replicas)} ahead of the launch by more than ${cite(fleet.coldStart)}, and lower it afterwards.`,
        'Keep weights and image on the nodes, so that a cold start is short; measure it.',
        'Let the gateway turn requests away early, with a Retry-After, rather than let all of them wait.',
      ],
      prerequisites: ['Quota of the provider for the added accelerators, granted before the day.'],
    },
  });
}

function failure(
  notes: Analysis,
  fleet: FleetCase,
  { entry, verdict }: { readonly entry: SimulatedCase; readonly verdict: CaseVerdict },
  setting: SimulationSetting,
): void {
  const recovery = recoveryOf(notes, `simulation.${fleet.workload.id}.${entry.name}`, entry);
  const after =
    recovery.value === null
      ? 'It was not seen to recover in the time that was simulated after it.'
      : `Afterwards it takes ${cite(recovery)} until all is as before, of which a cold start of ${cite(fleet.coldStart)}.`;
  const zone = entry.name === 'zone-loss';
  say(notes, fleet, entry, verdict, {
    severity: zone ? 'medium' : 'low',
    kept: zone ? 'the loss of a zone at the peak is carried' : 'an outage of its region or site is carried',
    broken: zone
      ? 'the loss of a zone at the peak is not carried'
      : 'an outage of its region or site stops it',
    more: `${troubleWords(notes, fleet, entry, setting)} ${after} ${zone ? enoughReplicas(notes, fleet, setting.zones) : REGION}`.trim(),
  });
}

const REGION =
  'All replicas are taken to stand in one place: only a second one, or an API where one may be used, answers meanwhile.';

function enoughReplicas(notes: Analysis, fleet: FleetCase, zones: Figure): string {
  const needed = replicasForZoneLoss(notes, fleet.workload, fleet.sizing, zones);
  if (!needed) return '';
  return `By the closed formula ${cite(needed)} replicas over ${cite(zones)} zones carry the peak without one of them; the fleet has ${cite(servingFigure(fleet.sizing, 'replicas'))}.`;
}

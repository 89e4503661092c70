import { AGENTS } from './agents';
import type { CallEvidence, Evidence, Expectation, RunEvidence, StepEvidence } from './evidence';

/** A promise that was broken. */
export interface Violation {
  readonly invariant:
    | 'lost'
    | 'repeated'
    | 'state'
    | 'steps'
    | 'stream'
    | 'epoch'
    | 'asked-again'
    | 'overspent'
    | 'report'
    | 'called-after-cancel'
    | 'unexpected-answer'
    | 'drill';
  readonly runId: string | null;
  readonly detail: string;
}

export const FINAL_STATES: readonly string[] = ['completed', 'partial', 'failed', 'cancelled'];

const CANCEL_MS = 1_000;
/**
 * A question that its asker gave up may reach a busy server after the answer was computed without it. Another worker
 * takes a run when its lock is over: what that asks again comes later than this.
 */
const ARRIVES_WITHIN_MS = 2_000;
/** A worker that went on learns with its next write that it is out; agents that it has begun may ask until then. */
const LEARNS_WITHIN_MS = 5_000;

/** Compares what clients were told with what there is. An empty list: every promise was kept. */
export function judge(evidence: Evidence, expected: Expectation): Violation[] {
  const runs = new Map(evidence.runs.map((run) => [run._id, run]));
  const steps = Map.groupBy(evidence.steps, (step) => step.runId);
  const calls = Map.groupBy(evidence.calls, (call) => call.runId);
  return [
    ...lostOf(evidence, runs),
    ...repeatedOf(evidence),
    ...evidence.runs.flatMap((run) => [
      ...stateOf(run, expected),
      ...stepsOf(run, steps.get(run._id) ?? []),
      ...epochsOf(run, steps.get(run._id) ?? [], expected),
      ...streamOf(run, evidence.streams.get(run._id) ?? [], expected),
      ...callsOf(run, { steps: steps.get(run._id) ?? [], calls: calls.get(run._id) ?? [] }, expected),
      ...spendingOf(run),
    ]),
    ...cancelsOf(evidence, expected),
    ...evidence.breaches.map(({ runId, detail }) => violation('stream', runId, `a follower saw: ${detail}`)),
    ...evidence.unexpected.map(({ what, status, body }) =>
      violation('unexpected-answer', null, `${what} was answered ${status}: ${body}`),
    ),
  ];
}

/** What can be expected where every process stood still for that long: as after a freeze, any may have lost its runs. */
export function afterStandstill(expected: Expectation, stoodMs: number): Expectation {
  const { lateCallsMs = ARRIVES_WITHIN_MS, cancelMs = CANCEL_MS } = expected;
  return {
    ...expected,
    undisturbed: false,
    lateCallsMs: lateCallsMs + stoodMs + LEARNS_WITHIN_MS,
    cancelMs: cancelMs + stoodMs,
  };
}

function lostOf({ told, gaveUp }: Evidence, runs: ReadonlyMap<string, RunEvidence>): Violation[] {
  const lost = told.flatMap(({ runId }) => {
    const run = runs.get(runId);
    if (!run) return [violation('lost', runId, 'a client was told of it and the database does not know it')];
    if (FINAL_STATES.includes(run.state)) return [];
    return [violation('lost', runId, `it is still ${run.state}`)];
  });
  return gaveUp === 0
    ? lost
    : [...lost, violation('drill', null, `${gaveUp} requests were tried in vain until the client gave up`)];
}

/** One key, one run: every assessment of the clients was run as often as its client was told. */
function repeatedOf(evidence: Evidence): Violation[] {
  const told = new Set(evidence.told.map(({ runId }) => runId));
  const untold = evidence.runs.filter(({ _id }) => !told.has(_id));
  const tolerated = evidence.gaveUp;
  const twice = evidence.told.filter(({ runId }, index) =>
    evidence.told.some((other, place) => place < index && other.runId === runId),
  );
  const reports = [...evidence.reports].filter(([, count]) => count > 1);
  return [
    ...(untold.length > tolerated
      ? untold.map(({ _id }) =>
          violation('repeated', _id, 'its client was told of another run for the same request'),
        )
      : []),
    ...twice.map(({ runId }) => violation('repeated', runId, 'two requests were answered with this run')),
    ...reports.map(([runId, count]) => violation('repeated', runId, `it has ${count} reports`)),
  ];
}

function stateOf(run: RunEvidence, { states }: Expectation): Violation[] {
  if (!FINAL_STATES.includes(run.state) || states.includes(run.state)) return [];
  return [violation('state', run._id, `it ended ${run.state}; the drill expects ${states.join(' or ')}`)];
}

function stepsOf(run: RunEvidence, steps: readonly StepEvidence[]): Violation[] {
  if (run.state !== 'completed' && run.state !== 'partial') return [];
  return AGENTS.flatMap((agent) => {
    const own = steps.filter((step) => step.agent === agent);
    if (own.length !== 1) return [violation('steps', run._id, `${agent} has ${own.length} steps`)];
    const [step] = own as [StepEvidence];
    const missing = run.missingAgents.includes(agent);
    const successes = step.attempts.filter(({ outcome }) => outcome === 'succeeded').length;
    const expected = missing ? 0 : 1;
    const wrong =
      step.status !== (missing ? 'failed' : 'succeeded') ||
      successes !== expected ||
      step.attempts.some(({ number }, index) => number !== index + 1);
    if (!wrong) return [];
    const attempts = step.attempts.map(({ number, outcome }) => `${number} ${outcome}`).join(', ');
    return [violation('steps', run._id, `${agent} is ${step.status} after the attempts [${attempts}]`)];
  });
}

function epochsOf(run: RunEvidence, steps: readonly StepEvidence[], expected: Expectation): Violation[] {
  const newer = steps.filter((step) => step.epoch > run.epoch);
  const again = steps.filter((step) => step.attempts.length > 1);
  return [
    ...newer.map(({ agent, epoch }) =>
      violation('epoch', run._id, `${agent} was written under epoch ${epoch}, the run has ${run.epoch}`),
    ),
    ...(expected.undisturbed && run.epoch > 1
      ? [violation('repeated', run._id, `${run.epoch} workers took it up`)]
      : []),
    ...(expected.undisturbed
      ? again.map(({ agent, attempts }) =>
          violation('repeated', run._id, `${agent} was begun ${attempts.length} times`),
        )
      : []),
  ];
}

function streamOf(run: RunEvidence, ids: readonly string[], expected: Expectation): Violation[] {
  if (ids.length === 0) {
    return expected.streams === 'kept' ? [violation('stream', run._id, 'it has no events')] : [];
  }
  const generations = new Set(ids.map((id) => id.split('-')[0]));
  const broken = ids.findIndex((id, index) => Number(id.split('-')[1]) !== index + 1);
  return [
    ...(generations.size > 1
      ? [violation('stream', run._id, `its ids have ${generations.size} generations`)]
      : []),
    ...(broken >= 0
      ? [violation('stream', run._id, `event ${broken + 1} of ${ids.length} has the id ${ids[broken]}`)]
      : []),
  ];
}

/** Once a result is stored, nobody asks a model for it again. */
function callsOf(
  run: RunEvidence,
  { steps, calls }: { steps: readonly StepEvidence[]; calls: readonly CallEvidence[] },
  { lateCallsMs = ARRIVES_WITHIN_MS }: Expectation,
): Violation[] {
  return calls.flatMap(({ agent, at }) => {
    const step = steps.find((one) => one.agent === agent);
    const done = step?.attempts.find(({ outcome }) => outcome === 'succeeded')?.endedAt;
    if (!done || at <= done.getTime() + lateCallsMs) return [];
    const late = at - done.getTime();
    return [violation('asked-again', run._id, `a model was asked for ${agent} ${late} ms after its result`)];
  });
}

function spendingOf({ _id, spending, options }: RunEvidence): Violation[] {
  const spent = spending?.microUsd ?? 0;
  const limit = (options.budgetUsd ?? Infinity) * 1_000_000;
  return spent <= limit
    ? []
    : [violation('overspent', _id, `${spent} micro-dollars were spent, the limit was ${limit}`)];
}

function cancelsOf({ told, calls }: Evidence, { cancelMs = CANCEL_MS }: Expectation): Violation[] {
  return told.flatMap(({ runId, cancelledAt }) => {
    if (cancelledAt === undefined) return [];
    const late = calls.filter((call) => call.runId === runId && call.at > cancelledAt + cancelMs);
    return late.map(({ agent, at }) =>
      violation(
        'called-after-cancel',
        runId,
        `${agent} asked ${at - cancelledAt} ms after it was acknowledged`,
      ),
    );
  });
}

export function violation(
  invariant: Violation['invariant'],
  runId: string | null,
  detail: string,
): Violation {
  return { invariant, runId, detail };
}

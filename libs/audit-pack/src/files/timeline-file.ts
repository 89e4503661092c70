import type { AgentStep, Run, RunModelCall } from '@app/runs';
import type { PackFacts } from '../pack-facts';
import { byName, PACK_FORMAT } from '../pack-layout';

/** One moment of the run's life. */
interface Moment {
  readonly at: string;
  readonly what: string;
  readonly subject: string;
  readonly detail: string | null;
}

/** What happened when: phases, attempts of agents, questions to language models, and all of it as one list. */
export function timelineFileOf({ run, steps, modelCalls }: PackFacts) {
  const inOrder = [...steps].sort((a, b) => byName(a.agent, b.agent));
  const moments = [
    ...momentsOfRun(run),
    ...inOrder.flatMap(momentsOfAgent),
    ...modelCalls.map(momentOfCall),
    ...(run.decisions ?? []).map((one) =>
      moment(one.decidedAt, 'decided', one.key, `${one.option}, by ${one.by}`),
    ),
  ];
  return {
    format: PACK_FORMAT,
    phases: run.phases.map(({ name, startedAt, endedAt }) => ({
      name,
      startedAt: startedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    })),
    attempts: inOrder.flatMap(attemptsOf),
    modelCalls: modelCalls.map(packedCall),
    // Sorting is stable: moments of one time stay in the order of their making.
    events: moments.sort((a, b) => byName(a.at, b.at)),
  };
}

function attemptsOf({ agent, attempts, carriedFrom }: AgentStep) {
  return attempts.map(({ number, startedAt, endedAt, outcome, error, backoffMs }) => ({
    agent,
    number,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    outcome,
    error,
    waitedMs: backoffMs,
    ofRun: carriedFrom,
  }));
}

/** Of a call its place, its length and its price: nothing of prompt or answer is kept anywhere. */
function packedCall(call: RunModelCall) {
  const { agent, provider, model, prompt, startedAt, durationMs, outcome } = call;
  const { inputTokens, outputTokens, microUsd } = call;
  return {
    agent,
    provider,
    model,
    prompt: { id: prompt.id, version: prompt.version },
    startedAt: startedAt.toISOString(),
    durationMs,
    outcome,
    inputTokens,
    outputTokens,
    microUsd,
  };
}

function momentsOfRun(run: Run): Moment[] {
  return [
    moment(run.createdAt, 'run-accepted', run.id, null),
    ...run.phases.map(({ name, startedAt }) => moment(startedAt, 'phase-began', name, null)),
    ...(run.endedAt ? [moment(run.endedAt, 'run-ended', run.id, run.state)] : []),
  ];
}

function momentsOfAgent({ agent, attempts }: AgentStep): Moment[] {
  return attempts.flatMap(({ number, startedAt, endedAt, outcome, error }) => [
    moment(startedAt, 'attempt-began', agent, `attempt ${number}`),
    ...(endedAt
      ? [moment(endedAt, `attempt-${outcome ?? 'ended'}`, agent, error ?? `attempt ${number}`)]
      : []),
  ]);
}

function momentOfCall({ agent, provider, model, outcome, startedAt }: RunModelCall): Moment {
  return moment(startedAt, 'model-asked', agent, `${provider} ${model}: ${outcome}`);
}

function moment(at: Date | string, what: string, subject: string, detail: string | null): Moment {
  return { at: at instanceof Date ? at.toISOString() : at, what, subject, detail };
}

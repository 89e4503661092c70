import { AGENT_IDS } from '@app/agents';
import type {
  AgentStepSummary,
  Run,
  RunDetail,
  RunExpenses,
  RunPhase,
  RunProblem,
  RunTiming,
} from '@app/runs';
import { RUN_STATES, expensesOf, isTerminal, progressOf, timingOf } from '@app/runs';
import { ApiProperty } from '@nestjs/swagger';
import { RunFootprintView, toRunFootprintView } from './run-footprint.view';
import { StartRunDto } from './start-run.dto';

const INSTANT = { format: 'date-time' } as const;
const MAYBE_INSTANT = { type: String, format: 'date-time', nullable: true } as const;
const MAYBE_MS = { type: Number, nullable: true, description: 'Milliseconds; null while it lasts' } as const;

export class RunProgressView {
  @ApiProperty({ minimum: 0, maximum: 100, example: 45 }) percent: number;
  @ApiProperty({ example: 'analysing: compliance, simulation' }) step: string;
}

export class RunPhaseView {
  @ApiProperty({ example: 'running' }) name: string;
  @ApiProperty(INSTANT) startedAt: string;
  @ApiProperty(MAYBE_INSTANT) endedAt: string | null;
  @ApiProperty(MAYBE_MS) durationMs: number | null;
}

export class RunAgentView {
  @ApiProperty({ enum: AGENT_IDS }) agent: string;
  @ApiProperty({ enum: ['pending', 'running', 'succeeded', 'failed', 'stopped'] }) status: string;
  @ApiProperty({ description: 'How often it was tried', example: 1 }) attempts: number;
  @ApiProperty(MAYBE_INSTANT) startedAt: string | null;
  @ApiProperty(MAYBE_INSTANT) endedAt: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Milliseconds of all its attempts that ended' })
  durationMs: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why its last attempt failed' }) error:
    string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The run that made its result, when this one took it over',
  })
  carriedFrom: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'llm.unusable-answer',
    description:
      '`worded` where a language model worded the result; why not, where one was wanted; null where none was',
  })
  wording: string | null;
}

export class RunProblemView {
  @ApiProperty({ example: 'intake.contradiction' }) code: string;
  @ApiProperty() message: string;
  @ApiProperty({ required: false, description: 'Pointer into the input' }) pointer?: string;
  @ApiProperty({ required: false, enum: AGENT_IDS }) agent?: string;
}

export class RunTimingView implements RunTiming {
  @ApiProperty({ type: Number, nullable: true, description: 'From start to end, milliseconds' }) wallMs:
    number | null;
  @ApiProperty({ description: 'Sum of what the agents took, milliseconds' }) agentSpanMs: number;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'The sum over the wall time: what parallel work gained',
  })
  speedUp: number | null;
}

export class RunSpendingView implements RunExpenses {
  @ApiProperty({
    description: 'Calls that a provider may have worked on, or that are under way; refused ones are none',
    example: 14,
  })
  calls: number;
  @ApiProperty({ description: 'Of all agents together', example: 32110 }) tokens: number;
  @ApiProperty({
    description: 'US dollars by the catalog’s prices; a call under way counts as the most it can cost',
    example: 0.012345,
  })
  usd: number;
  @ApiProperty({ description: 'What the run may cost, US dollars', example: 1 }) limitUsd: number;
}

/** A run in a list. */
export class RunSummaryView {
  @ApiProperty({ example: '01KA4RZ2V9J5Q6M7N8P9R0S1T2' }) id: string;
  @ApiProperty() assessmentId: string;
  @ApiProperty({ example: 1 }) assessmentVersion: number;
  @ApiProperty({ example: 'Support assistant' }) assessmentName: string;
  @ApiProperty({ enum: RUN_STATES }) state: string;
  @ApiProperty({ type: () => StartRunDto }) options: unknown;
  @ApiProperty({ type: RunProblemView, isArray: true }) problems: RunProblemView[];
  @ApiProperty({ enum: AGENT_IDS, isArray: true, description: 'Agents without a result, in a partial run' })
  missingAgents: readonly string[];
  @ApiProperty({ type: String, nullable: true, description: 'The run that this one repeats in part' })
  retryOf: string | null;
  @ApiProperty(INSTANT) createdAt: string;
  @ApiProperty(MAYBE_INSTANT) startedAt: string | null;
  @ApiProperty(MAYBE_INSTANT) endedAt: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { self: '/v1/runs/01KA4RZ2V9J5Q6M7N8P9R0S1T2' },
  })
  links: Readonly<Record<string, string>>;
}

/** The one object that polling, streams and webhooks give. */
export class RunView extends RunSummaryView {
  @ApiProperty({ type: RunProgressView }) progress: RunProgressView;
  @ApiProperty({ type: RunPhaseView, isArray: true }) phases: RunPhaseView[];
  @ApiProperty({ type: RunAgentView, isArray: true }) agents: RunAgentView[];
  @ApiProperty({ type: RunTimingView }) timing: RunTimingView;
  @ApiProperty({ type: RunSpendingView, description: 'What language models cost so far' })
  spending: RunSpendingView;
  @ApiProperty({ type: RunFootprintView, description: 'Energy and emissions of the run itself' })
  footprint: RunFootprintView;
}

export class RunPageView {
  @ApiProperty({ type: RunSummaryView, isArray: true }) items: Array<Partial<RunSummaryView>>;
  @ApiProperty({ type: String, nullable: true }) nextCursor: string | null;
}

export const RUN_SUMMARY_FIELDS = [
  'id',
  'assessmentId',
  'assessmentVersion',
  'assessmentName',
  'state',
  'options',
  'problems',
  'missingAgents',
  'retryOf',
  'createdAt',
  'startedAt',
  'endedAt',
  'links',
] as const;
export const RUN_FIELDS = [
  ...RUN_SUMMARY_FIELDS,
  'progress',
  'phases',
  'agents',
  'timing',
  'spending',
  'footprint',
] as const;

export function toRunSummaryView(run: Run): RunSummaryView {
  const { quorum, asOf, seed, agentTimeoutMs, agentAttempts, agentTokenBudget, budgetUsd, narration } =
    run.options;
  return {
    id: run.id,
    assessmentId: run.assessmentId,
    assessmentVersion: run.assessmentVersion,
    assessmentName: run.assessmentName,
    state: run.state,
    options: { quorum, asOf, seed, agentTimeoutMs, agentAttempts, agentTokenBudget, budgetUsd, narration },
    problems: run.problems.map(toProblemView),
    missingAgents: run.missingAgents,
    retryOf: run.retryOf,
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    endedAt: run.endedAt?.toISOString() ?? null,
    links: linksOf(run),
  };
}

export function toRunView(run: RunDetail): RunView {
  return {
    ...toRunSummaryView(run),
    progress: progressOf(run),
    phases: run.phases.map(toPhaseView),
    agents: inHouseOrder(run.steps).map(toAgentView),
    timing: timingOf(run),
    spending: expensesOf(run),
    footprint: toRunFootprintView(run),
  };
}

export function toAgentView(step: AgentStepSummary): RunAgentView {
  const last = step.attempts.at(-1);
  const ended = step.attempts.filter((attempt) => attempt.endedAt !== null);
  return {
    agent: step.agent,
    status: step.status,
    attempts: step.attempts.length,
    startedAt: step.attempts[0]?.startedAt.toISOString() ?? null,
    endedAt: step.status === 'running' ? null : (last?.endedAt?.toISOString() ?? null),
    durationMs:
      ended.length === 0 ? null : ended.reduce((sum, one) => sum + between(one.startedAt, one.endedAt), 0),
    error: step.status === 'succeeded' ? null : (last?.error ?? null),
    carriedFrom: step.carriedFrom,
    wording: wordingOf(step),
  };
}

function wordingOf({ output }: AgentStepSummary): string | null {
  const narrative = output?.narrative;
  if (!narrative) return null;
  return 'missing' in narrative ? narrative.missing.code : 'worded';
}

/** The order in which reports list the agents, whatever order the database gives. */
export function inHouseOrder<T extends { readonly agent: (typeof AGENT_IDS)[number] }>(
  steps: readonly T[],
): T[] {
  return [...steps].sort((a, b) => AGENT_IDS.indexOf(a.agent) - AGENT_IDS.indexOf(b.agent));
}

function toPhaseView({ name, startedAt, endedAt }: RunPhase): RunPhaseView {
  const durationMs = endedAt && between(startedAt, endedAt);
  return { name, startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null, durationMs };
}

function toProblemView({ code, message, pointer, agent }: RunProblem): RunProblemView {
  return { code, message, ...(pointer !== undefined && { pointer }), ...(agent !== undefined && { agent }) };
}

const ALWAYS_LINKED = [
  'timeline',
  'agents',
  'model-calls',
  'compliance',
  'recommendations',
  'report',
  'events',
] as const;
const NEXT_STEPS = { whileUnderWay: ['cancel', 'pause', 'resume'], atTheEnd: ['retry'] } as const;

function linksOf(run: Run): Record<string, string> {
  const self = `/v1/runs/${run.id}`;
  const links: Record<string, string> = { self, assessment: `/v1/assessments/${run.assessmentId}` };
  for (const part of ALWAYS_LINKED) links[part] = `${self}/${part}`;
  for (const step of isTerminal(run.state) ? NEXT_STEPS.atTheEnd : NEXT_STEPS.whileUnderWay)
    links[step] = `${self}/${step}`;
  return links;
}

export function between(start: Date, end: Date | null): number {
  return end === null ? 0 : Math.max(0, end.getTime() - start.getTime());
}

import type { AgentId, MonthlyCost } from '@app/agents';
import type { Figure } from '@app/kernel';
import { monthlyAmount, type SynthesisResult } from '@app/synthesis';
import type { AgentStep } from './run';

/** What an agent took in a run. */
export interface AgentEffort {
  readonly agent: AgentId;
  /** Sum of its attempts, waits between them left out; null where its result was taken over from an earlier run. */
  readonly durationMs: number | null;
  readonly attempts: number;
  readonly succeeded: boolean;
}

/** What a recommended way of running a workload costs, or what the plan as a whole pays; all null where its price is unknown. */
export interface RecommendedSpend {
  readonly category: MonthlyCost['category'];
  readonly figureId: string;
  readonly usdPerMonth: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** How the requirements of a framework that apply were graded; only frameworks of which some apply. */
export interface FrameworkOutcome {
  readonly framework: string;
  readonly applicable: number;
  readonly passed: number;
  readonly partial: number;
  readonly claimed: number;
  readonly failed: number;
  readonly notEvaluable: number;
}

/** The few numbers of a run's result that statistics over many runs are made of. */
export interface RunOutcome {
  readonly agents: readonly AgentEffort[];
  readonly spend: readonly RecommendedSpend[];
  readonly compliance: readonly FrameworkOutcome[];
}

/** Reads the outcome off what a run found, figure by figure; nothing is computed again. */
export function outcomeOf(
  steps: readonly AgentStep[],
  { recommendations, figures }: Pick<SynthesisResult, 'recommendations' | 'figures'>,
): RunOutcome {
  const byId = new Map(figures.map((entry) => [entry.id, entry]));
  const paid = [
    ...recommendations.flatMap(({ cost }) => cost.monthly),
    ...steps.flatMap(({ output, status }) => (status === 'succeeded' && output?.spend) || []),
  ];
  const spend = paid.map(({ category, figureId }): RecommendedSpend => {
    const amount = monthlyAmount(byId.get(figureId)) ?? { usdPerMonth: null, low: null, high: null };
    return { category, figureId, ...amount };
  });
  return {
    agents: steps.map(effortOf),
    spend: [...new Map(spend.map((one) => [one.figureId, one])).values()],
    compliance: frameworksOf([...byId.keys()])
      .map((framework) => gradesOf(framework, byId))
      .filter(({ applicable }) => applicable > 0),
  };
}

function gradesOf(framework: string, figures: ReadonlyMap<string, Figure>): FrameworkOutcome {
  const count = (name: string): number => figures.get(requirementsId(framework, name))?.value ?? 0;
  return {
    framework,
    applicable: count('applicable'),
    passed: count('passed'),
    partial: count('partial'),
    claimed: count('claimed'),
    failed: count('failed'),
    notEvaluable: count('not-evaluable'),
  };
}

function effortOf({ agent, attempts, status, carriedFrom }: AgentStep): AgentEffort {
  const spans = attempts.map(({ startedAt, endedAt }) =>
    endedAt ? endedAt.getTime() - startedAt.getTime() : 0,
  );
  return {
    agent,
    durationMs: carriedFrom === null ? spans.reduce((sum, span) => sum + span, 0) : null,
    attempts: attempts.length,
    succeeded: status === 'succeeded',
  };
}

function requirementsId(framework: string, name: string): string {
  return `compliance.${framework}.requirements.${name}`;
}

/** The frameworks that were graded. */
function frameworksOf(figureIds: readonly string[]): string[] {
  const [before, after] = requirementsId('|', 'applicable').split('|') as [string, string];
  return figureIds
    .filter((id) => id.startsWith(before) && id.endsWith(after))
    .map((id) => id.slice(before.length, -after.length))
    .sort();
}

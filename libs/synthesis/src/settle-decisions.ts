import {
  DECISION_BASES,
  type AgentId,
  type AgentOutput,
  type Decision,
  type DecisionBasis,
  type Presumption,
} from '@app/agents';
import { agentName, joinNames } from './agent-name';
import { asPersonDecided } from './as-person-decided';
import type { DecisionOverride } from './decision-override';
import { byText, distinct, groupBy } from './ordering';
import type { SettledDecision } from './synthesis-result';

type Vote = Decision & { readonly agent: AgentId };

/** What speaks for one option: its votes in the order of agents, and the strongest of their grounds. */
interface Candidate {
  readonly option: string;
  readonly votes: readonly Vote[];
  readonly strength: number;
}

const BASIS_NAMES: Readonly<Record<DecisionBasis, string>> = {
  obligation: 'an obligation',
  constraint: 'a constraint that was given',
  feasibility: 'feasibility',
  cost: 'cost',
  risk: 'risk',
  preference: 'preference',
};

/**
 * Settles every choice on which the outputs (in the order of agents) vote. Choices of one subject (what stands before
 * the dot of their keys) stay together, those that presume nothing first; those whose presumption fell through come last.
 * What a person decided stands in place of the rule, where the run was planned with it or an agent proposes it.
 */
export function settleDecisions(
  ordered: readonly AgentOutput[],
  overrides: readonly DecisionOverride[] = [],
): SettledDecision[] {
  const votes = ordered.flatMap((output) =>
    output.decisions.map((decision): Vote => ({ ...decision, agent: output.agent })),
  );
  const outcomes = ordered.flatMap((output) => output.followed ?? []);
  const settled = [...groupBy(votes, (vote) => vote.key).entries()].map(([key, group]) =>
    asPersonDecided(
      settle(key, group),
      overrides.find((one) => one.key === key),
      outcomes,
    ),
  );
  const place = (one: SettledDecision): number => {
    const presumption = presumptionOf(one);
    return presumption ? (holds(presumption, settled) ? 1 : 2) : 0;
  };
  return [...settled]
    .sort(
      (a, b) =>
        Number(place(a) === 2) - Number(place(b) === 2) ||
        byText(subjectOf(a), subjectOf(b)) ||
        place(a) - place(b) ||
        byText(a.key, b.key),
    )
    .map((one) => (place(one) < 2 ? one : { ...one, label: `${one.label} (${presumptionOf(one)?.words})` }));
}

/** Whether another choice fell as presumed, or is open. */
export function holds(presumption: Presumption, settled: readonly SettledDecision[]): boolean {
  const other = settled.find((one) => one.key === presumption.key);
  return other === undefined || presumption.options.includes(other.option);
}

function presumptionOf(decision: SettledDecision): Presumption | undefined {
  return decision.votes.find((vote) => vote.option === decision.option)?.presumes;
}

function subjectOf(decision: SettledDecision): string {
  return decision.key.slice(0, decision.key.lastIndexOf('.') + 1) || decision.key;
}

function settle(key: string, votes: readonly Vote[]): SettledDecision {
  // groupBy keeps the order of agents and sort is stable, so what is left equal falls to the agent named first.
  const candidates = [...groupBy(votes, (vote) => vote.option).entries()]
    .map(([option, group]): Candidate => ({ option, votes: group, strength: strongest(group) }))
    .sort((a, b) => a.strength - b.strength || b.votes.length - a.votes.length);
  const [winner, ...losers] = candidates as [Candidate, ...Candidate[]];
  const spokesman = winner.votes.find((vote) => rankOf(vote) === winner.strength) as Vote;
  return {
    key,
    label: (votes[0] as Vote).label,
    option: winner.option,
    optionLabel: spokesman.optionLabel,
    rule: losers.length === 0 ? agreement(winner) : reason(winner, losers),
    votes,
    contested: losers.length > 0,
  };
}

function agreement(winner: Candidate): string {
  const agents = agentsOf(winner);
  const who = agents.length === 1 ? `Only ${agents[0]} voted` : `${joinNames(agents)} agree`;
  return `${who}; the strongest ground is ${groundOf(winner)}.`;
}

function reason(winner: Candidate, losers: readonly Candidate[]): string {
  const equal = losers.filter((loser) => loser.strength === winner.strength);
  const runnerUp = losers[0] as Candidate;
  if (equal.length === 0) {
    return (
      `${joinNames(agentsOf(winner))} decided: ${groundOf(winner)} outranks ${groundOf(runnerUp)}, ` +
      `the strongest ground for ${optionLabelOf(runnerUp)}.`
    );
  }
  const rival = equal[0] as Candidate;
  const tie = `${optionLabelOf(winner)} and ${optionLabelOf(rival)} both rest on ${groundOf(winner)}`;
  if (winner.votes.length > rival.votes.length) {
    return `${tie}; the first has more votes (${winner.votes.length} to ${rival.votes.length}).`;
  }
  return `${tie}, with equally many votes; ${agentsOf(winner)[0]} comes first in the order of agents.`;
}

function agentsOf(candidate: Candidate): string[] {
  return distinct(candidate.votes.map((vote) => agentName(vote.agent)));
}

function optionLabelOf(candidate: Candidate): string {
  return `“${(candidate.votes[0] as Vote).optionLabel}”`;
}

function groundOf(candidate: Candidate): string {
  return BASIS_NAMES[DECISION_BASES[candidate.strength] as DecisionBasis];
}

function strongest(votes: readonly Vote[]): number {
  return Math.min(...votes.map(rankOf));
}

function rankOf(vote: Vote): number {
  return DECISION_BASES.indexOf(vote.basis);
}

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
  weights: 'a weighing of cost, latency, emissions and risk as stated',
  cost: 'cost',
  risk: 'risk',
  preference: 'preference',
};

/**
 * Settles every choice on which the outputs (in the order of agents) vote. Choices of one workload (what stands before
 * the dot of their keys) stay together, in the order in which agents speak of them, those that presume nothing first;
 * then comes what concerns no single workload, and last what a presumption fell through of.
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
  const groups = [...groupBy(votes, (vote) => vote.key).entries()];
  const settleAll = (counts: (vote: Vote) => boolean): SettledDecision[] =>
    groups.map(([key, group]) => {
      const counting = group.filter(counts);
      return asPersonDecided(
        settle(key, group, counting.length > 0 ? counting : group),
        overrides.find((one) => one.key === key),
        outcomes,
      );
    });
  const alone = settleAll(() => true);
  // A vote that presumes what another choice did not become does not count beside those of which it holds.
  const settled = settleAll(({ presumes }) => !presumes || holds(presumes, alone));
  const place = (one: SettledDecision): number => {
    const presumption = presumptionOf(one);
    return presumption ? (failing(presumption, settled) ? 2 : 1) : 0;
  };
  // Agents speak of the workloads in the order of the input; what concerns no single one comes after them.
  const subjects = [...new Set(settled.map(subjectOf))];
  const order = new Map(subjects.map((subject, index) => [subject, subject === '' ? Infinity : index]));
  const rank = (one: SettledDecision): number => order.get(subjectOf(one)) ?? Infinity;
  return [...settled]
    .sort(
      (a, b) =>
        Number(place(a) === 2) - Number(place(b) === 2) ||
        compare(rank(a), rank(b)) ||
        place(a) - place(b) ||
        byText(a.key, b.key),
    )
    .map((one) => {
      const presumption = presumptionOf(one);
      const fallen = presumption && failing(presumption, settled);
      return fallen ? { ...one, label: `${one.label} (${fallen.words})` } : one;
    });
}

/** Whether another choice fell as presumed, or is open, and so does what that one presumes. */
export function holds(presumption: Presumption, settled: readonly SettledDecision[]): boolean {
  return failing(presumption, settled) === null;
}

/** The presumption that fell through, the one furthest back first: own hosting before the place of it. */
function failing(
  presumption: Presumption,
  settled: readonly SettledDecision[],
  seen: readonly string[] = [],
): Presumption | null {
  const other = settled.find((one) => one.key === presumption.key);
  if (other === undefined || seen.includes(other.key)) return null;
  const further = presumptionOf(other);
  const fallen = further ? failing(further, settled, [...seen, other.key]) : null;
  return fallen ?? (presumption.options.includes(other.option) ? null : presumption);
}

function presumptionOf(decision: SettledDecision): Presumption | undefined {
  return decision.votes.find((vote) => vote.option === decision.option)?.presumes;
}

/** The workload of a choice; empty for what concerns all of them: gaps, and whether a framework applies. */
function subjectOf({ key }: SettledDecision): string {
  return key.includes(':') ? '' : key.slice(0, key.lastIndexOf('.') + 1);
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/** Settles a choice by the votes that count; all of them stay on the board. */
function settle(key: string, votes: readonly Vote[], counting: readonly Vote[]): SettledDecision {
  // groupBy keeps the order of agents and sort is stable, so what is left equal falls to the agent named first.
  const candidates = [...groupBy(counting, (vote) => vote.option).entries()]
    .map(([option, group]): Candidate => ({ option, votes: group, strength: strongest(group) }))
    .sort((a, b) => a.strength - b.strength || b.votes.length - a.votes.length);
  const [winner, ...losers] = candidates as [Candidate, ...Candidate[]];
  const spokesman = winner.votes.find((vote) => rankOf(vote) === winner.strength) as Vote;
  // A vote for the same option is no conflict, whatever else it presumes.
  const aside = votes.filter((vote) => !counting.includes(vote) && vote.option !== winner.option);
  return {
    key,
    label: (votes[0] as Vote).label,
    option: winner.option,
    optionLabel: spokesman.optionLabel,
    rule: `${losers.length === 0 ? agreement(winner) : reason(winner, losers)}${setAside(aside)}`,
    votes,
    contested: losers.length > 0 || aside.length > 0,
  };
}

/** Positions that presume another choice than the one that was settled on. */
function setAside(aside: readonly Vote[]): string {
  const words = distinct(aside.map((vote) => `“${vote.optionLabel}” (${vote.presumes?.words ?? ''})`));
  return aside.length === 0 ? '' : ` Set aside, for another choice fell otherwise: ${joinNames(words)}.`;
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

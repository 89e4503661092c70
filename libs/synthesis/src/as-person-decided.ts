import type { DecisionOverride } from './decision-override';
import { joinNames } from './agent-name';
import { distinct } from './ordering';
import type { SettledDecision } from './synthesis-result';

/**
 * A settled choice as a person decided it: with the option that they chose and the rule that would have won. Where no
 * agent proposes that option, the rule stands and the choice says so.
 */
export function asPersonDecided(
  settled: SettledDecision,
  override: DecisionOverride | undefined,
): SettledDecision {
  if (override === undefined) return settled;
  const { option, optionLabel, rule, votes } = settled;
  const vote = votes.find((one) => one.option === override.option);
  const person = {
    ...override,
    honoured: vote !== undefined,
    ruleOption: option,
    ruleOptionLabel: optionLabel,
    rule,
  };
  if (vote === undefined) {
    const proposed = joinNames(distinct(votes.map((one) => `“${one.optionLabel}”`)));
    const refused = `${override.by} decided for ${override.option}, which no agent proposes in this run; proposed: ${proposed}.`;
    return { ...settled, rule: `${rule} ${refused}`, person };
  }
  const same = vote.option === option;
  const otherwise = same
    ? `The rule gives the same: ${rule}`
    : `By the rule “${optionLabel}” would have won: ${rule}`;
  return {
    ...settled,
    option: vote.option,
    optionLabel: vote.optionLabel,
    rule: `Decided by a person, ${override.by}: ${withStop(override.why)} ${otherwise}`,
    contested: settled.contested || !same,
    person,
  };
}

function withStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

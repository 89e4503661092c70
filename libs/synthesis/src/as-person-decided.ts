import type { ChoiceOutcome } from '@app/agents';
import type { DecisionOverride } from './decision-override';
import { joinNames } from './agent-name';
import { distinct } from './ordering';
import type { SettledDecision } from './synthesis-result';

/**
 * A settled choice as a person decided it: with the option that they chose and the rule that would have won. Where
 * the run could not be planned with that option, or no agent proposes it, the rule stands and the choice says so.
 */
export function asPersonDecided(
  settled: SettledDecision,
  override: DecisionOverride | undefined,
  outcomes: readonly ChoiceOutcome[] = [],
): SettledDecision {
  if (override === undefined) return settled;
  const { option, optionLabel, rule, votes } = settled;
  const outcome = outcomes.find((one) => one.key === override.key && one.option === override.option);
  const proposed = votes.find((one) => one.option === override.option);
  // What was planned with is what stands: a choice is not decided otherwise than it was computed.
  const chosen = outcome ? (outcome.refused === null ? (proposed ?? outcome) : undefined) : proposed;
  const person = {
    ...override,
    honoured: chosen !== undefined,
    ruleOption: option,
    ruleOptionLabel: optionLabel,
    rule,
  };
  if (chosen === undefined) {
    const all = joinNames(distinct(votes.map((one) => `“${one.optionLabel}”`)));
    const why = outcome?.refused
      ? `, which cannot be followed: ${outcome.refused}.`
      : `, which no agent proposes in this run; proposed: ${all}.`;
    const wanted = outcome ? outcome.optionLabel : override.option;
    return { ...settled, rule: `${rule} ${override.by} decided for “${wanted}”${why}`, person };
  }
  const same = chosen.option === option;
  const otherwise = same
    ? `The rule gives the same: ${rule}`
    : `By the rule “${optionLabel}” would have won: ${rule}`;
  return {
    ...settled,
    option: chosen.option,
    optionLabel: chosen.optionLabel,
    rule: `Decided by a person, ${override.by}: ${withStop(override.why)} ${otherwise}`,
    contested: settled.contested || !same,
    person,
  };
}

function withStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

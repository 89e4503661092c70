import type { NarrationMode, StartRun } from '@app/runs';
import { NARRATION_MODES } from '@app/runs';
import { AGENT_IDS } from '@app/agents';
import { ChoiceField, DateField, NumberField } from '../http/dto-field.decorator';

/** The body of a start: all may be left out, and then comes from the configuration. */
export class StartRunDto implements StartRun {
  @NumberField({
    description: 'Agents that must succeed for a result',
    min: 1,
    max: AGENT_IDS.length,
    whole: true,
    example: 8,
  })
  quorum?: number;

  @DateField({
    description: 'The day to assess as of, not before the facts of the catalog were read: today if left out',
    example: '2026-11-20',
  })
  asOf?: string;

  @NumberField({
    description: 'Seed of everything random',
    min: 0,
    max: 2_147_483_647,
    whole: true,
    example: 1,
  })
  seed?: number;

  @NumberField({
    description: 'Milliseconds an attempt of an agent may take',
    min: 50,
    max: 3_600_000,
    whole: true,
  })
  agentTimeoutMs?: number;

  @NumberField({ description: 'Attempts an agent has', min: 1, max: 10, whole: true, example: 3 })
  agentAttempts?: number;

  @NumberField({
    description:
      'Tokens of a language model an agent may use: at most what AGENT_TOKEN_BUDGET allows, which it is if left out; 422 for more',
    min: 0,
    max: 10_000_000,
    whole: true,
  })
  agentTokenBudget?: number;

  @NumberField({
    description:
      'What language models may cost in the whole run, US dollars: at most what RUN_BUDGET_USD allows, which it is if left out; 422 for more',
    min: 0,
    max: 10_000,
    example: 1,
  })
  budgetUsd?: number;

  @ChoiceField({
    description:
      'Whether a language model words the findings: never (off), where it can (preferred), or as a condition of an agent’s success (required), which is refused where none is configured',
    values: NARRATION_MODES,
    example: 'preferred',
  })
  narration?: NarrationMode;

  toRequest(): StartRun {
    const { quorum, asOf, seed, agentTimeoutMs, agentAttempts, agentTokenBudget, budgetUsd, narration } =
      this;
    const given = {
      quorum,
      asOf,
      seed,
      agentTimeoutMs,
      agentAttempts,
      agentTokenBudget,
      budgetUsd,
      narration,
    };
    // An empty line of YAML is null: not given.
    return Object.fromEntries(Object.entries(given).filter(([, value]) => value != null));
  }
}

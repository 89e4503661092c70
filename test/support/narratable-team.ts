import type { AgentId, AgentOutput } from '@app/agents';
import { AGENT_IDS } from '@app/agents';
import type { Analyse } from './run-harness';
import { aFigure, aFinding, anOutput } from './agent-output.builder';

/** An output with one finding that cites a figure: enough for a model to word it, and to get it wrong. */
export function aNarratable(agent: AgentId): AgentOutput {
  const id = `${agent}.cost`;
  return anOutput({
    agent,
    summary: `The plan costs [[${id}]].`,
    findings: [
      aFinding({
        id: `${agent}.finding`,
        title: 'Cost of the plan',
        statement: `It costs [[${id}]] a month.`,
      }),
    ],
    figures: [aFigure({ id, label: 'Cost of the plan', value: 12, unit: 'USD' })],
  });
}

/** Agents that all have something to word, unless told otherwise; for `aTeam`. */
export function narratable(over: Partial<Record<AgentId, Analyse>> = {}): Partial<Record<AgentId, Analyse>> {
  return { ...Object.fromEntries(AGENT_IDS.map((agent) => [agent, () => aNarratable(agent)])), ...over };
}

/** The settings that let a worker ask the model server, and nobody else, without waits. */
export function modelEnvironment(server: { readonly url: string }): Record<string, string> {
  return {
    LLM_CHAIN: 'openai-compatible/test-model',
    LLM_PRICES: 'openai-compatible/test-model=1/2',
    OPENAI_COMPATIBLE_BASE_URL: `${server.url}/v1`,
    OPENAI_COMPATIBLE_API_KEY: 'test',
    LLM_BACKOFF_MS: '1',
    LLM_CACHE_HOURS: '0',
    // One agent that fails must not keep the others from being asked.
    LLM_BREAKER_FAILURES: '1000',
    RUN_NARRATION: 'preferred',
  };
}

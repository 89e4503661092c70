import { AGENT_IDS, type AgentId, type AgentOutput } from '@app/agents';
import { FigureBook, InvariantError } from '@app/kernel';
import type { DecisionOverride } from './decision-override';
import { mergeAssumptions, mergeNotEvaluated, mergeQuestions } from './merge-gaps';
import { mergeRecommendations } from './merge-recommendations';
import { byText } from './ordering';
import { settleDecisions } from './settle-decisions';
import type { SynthesisResult } from './synthesis-result';

/**
 * Makes one picture of the outputs of a run's agents: merged figures, settled decisions, ranked recommendations,
 * and what is assumed, asked, not evaluated and missing. Depends on the outputs' content only, never on their
 * order; equal content gives equal bytes.
 *
 * @throws invariant-broken when two outputs give one figure id different content, or are of the same agent.
 */
export function synthesise(
  outputs: readonly AgentOutput[],
  allAgents: readonly AgentId[] = AGENT_IDS,
  overrides: readonly DecisionOverride[] = [],
): SynthesisResult {
  const ordered = inAgentOrder(outputs, allAgents);
  const book = new FigureBook(ordered.flatMap((output) => output.figures));
  const present = new Set(ordered.map((output) => output.agent));
  const decisions = settleDecisions(ordered, overrides);
  return {
    decisions,
    recommendations: mergeRecommendations(ordered, book, decisions),
    assumptions: mergeAssumptions(ordered),
    questions: mergeQuestions(ordered),
    notEvaluated: mergeNotEvaluated(ordered),
    figures: book.all(),
    missingAgents: allAgents.filter((agent) => !present.has(agent)),
  };
}

function inAgentOrder(outputs: readonly AgentOutput[], allAgents: readonly AgentId[]): AgentOutput[] {
  const seen = new Set<AgentId>();
  for (const { agent } of outputs) {
    if (seen.has(agent)) throw new InvariantError(`the ${agent} agent has two outputs in one synthesis`);
    seen.add(agent);
  }
  const position = (agent: AgentId) =>
    allAgents.includes(agent) ? allAgents.indexOf(agent) : allAgents.length;
  return [...outputs].sort((a, b) => position(a.agent) - position(b.agent) || byText(a.agent, b.agent));
}

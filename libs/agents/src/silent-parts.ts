import type { AgentId } from './agent-id';
import { type AgentOutput, OUTPUT_PARTS, type OutputPart, type SilentPart } from './agent-output';

const ASKED_BY_CHATBOT =
  'what is open is asked in one place, by the clarification agent, in the order of its effect';
const NOTHING_RENTED = 'no workload is placed on rented hardware within the limits';
const NO_HARDWARE = 'no workload is placed on hardware: there is nothing of its own to build';
const NO_FLEET = 'no fleet serves requests on hardware that could be simulated';

/**
 * Why a part of an agent's work may be empty. A part that is not listed is one that the agent always has something to
 * say on: where it stays empty nonetheless, that is a defect, and the specs of the agents find it.
 */
const REASONS: Readonly<Record<AgentId, Readonly<Partial<Record<OutputPart, string>>>>> = {
  cto: {
    decisions: 'no choice here turns on continuity or on the business case alone',
    recommendations: 'what to do follows from the recommendations of the specialists, ranked together',
    risks: 'every workload is feasible, priced and evidenced: nothing stands against the plan',
    questions: ASKED_BY_CHATBOT,
  },
  'cloud-engineer': {
    decisions: NOTHING_RENTED,
    findings: NOTHING_RENTED,
    recommendations: 'the cheapest offer is either not rented or needs no step beyond ordering it',
    risks: NOTHING_RENTED,
    questions: ASKED_BY_CHATBOT,
  },
  research: {
    decisions: 'evidence weighs what others decide and decides nothing itself',
    recommendations: 'sources are good and the plan lies within what was measured',
    risks: 'sources are good and the plan lies within what was measured',
    questions: ASKED_BY_CHATBOT,
  },
  mlops: {
    decisions: 'the team can run what is planned, so that operation speaks for no side',
    recommendations: 'every practice that these workloads need is in place',
    risks: 'every practice that these workloads need is in place',
    questions: 'the answers on the team tell which practices are in place and who runs the service',
  },
  infrastructure: {
    decisions: NO_HARDWARE,
    findings: NO_HARDWARE,
    recommendations: 'the hardware that the sizing names needs no step beyond providing it',
    risks: NO_HARDWARE,
    questions: ASKED_BY_CHATBOT,
  },
  compliance: {
    decisions: 'no requirement that applies forbids or asks for one way of running these workloads',
    findings: 'no framework of the catalog applies to this input',
    recommendations: 'no gap is known: no framework applies, or no control was described',
    risks: 'no gap is known: no framework applies, or no control was described',
    questions: 'every trigger of every framework is settled by the answers given',
  },
  'ai-consultant': {
    recommendations: 'the limits of the organisation leave no choice between an API and own hosting',
    risks: 'no model is named or meant: there is nothing to depend on',
    questions: 'model and way of running it follow from the answers given',
  },
  'web-research': {
    decisions: 'facts of the market weigh what others decide and decide nothing themselves',
    findings: 'every fact used is younger than facts of its kind should be',
    recommendations: 'every price used is younger than prices of its kind should be',
    risks: 'every fact used is younger than facts of its kind should be',
    questions: ASKED_BY_CHATBOT,
  },
  simulation: {
    decisions: 'no scenario turns a choice that others made',
    findings: NO_FLEET,
    recommendations: 'no scenario asks for more than the plan provides, or ' + NO_FLEET,
    risks: NO_FLEET,
    questions: ASKED_BY_CHATBOT,
  },
  chatbot: {
    decisions: 'it asks; whoever answers decides',
    findings: 'no answer is missing that would change the result',
    recommendations: 'it asks; what to do follows from the answers',
    risks: 'nothing had to be assumed',
    questions: 'no answer is missing that would change the result',
  },
  report: {
    decisions: 'it arranges what others decided',
    findings: 'every section can be filled from this assessment',
    recommendations: 'every section can be filled from this assessment',
    risks: 'every section can be filled from this assessment',
    questions: ASKED_BY_CHATBOT,
  },
};

/** The parts of an output that are empty, with the reason. @see REASONS for those without one */
export function silentParts(
  agent: AgentId,
  output: Readonly<Partial<Pick<AgentOutput, OutputPart>>>,
): readonly SilentPart[] {
  return OUTPUT_PARTS.flatMap((part) => {
    const reason = REASONS[agent][part];
    return (output[part]?.length ?? 0) > 0 || reason === undefined ? [] : [{ part, reason }];
  });
}

import type { Agent } from './agent';
import { AGENT_IDS, type AgentId } from './agent-id';
import { aiConsultantAgent } from './ai-consultant/ai-consultant.agent';
import { warmUp } from './bench/warm-up';
import { chatbotAgent } from './chatbot/chatbot.agent';
import { cloudEngineerAgent } from './cloud-engineer/cloud-engineer.agent';
import { complianceAgent } from './compliance/compliance.agent';
import { ctoAgent } from './cto/cto.agent';
import { infrastructureAgent } from './infrastructure/infrastructure.agent';
import { mlopsAgent } from './mlops/mlops.agent';
import { reportAgent } from './report/report.agent';
import { researchAgent } from './research/research.agent';
import { simulationAgent } from './simulation/simulation.agent';
import { webResearchAgent } from './web-research/web-research.agent';

const BY_ID: Readonly<Record<AgentId, Agent>> = {
  cto: ctoAgent,
  'cloud-engineer': cloudEngineerAgent,
  research: researchAgent,
  mlops: mlopsAgent,
  infrastructure: infrastructureAgent,
  compliance: complianceAgent,
  'ai-consultant': aiConsultantAgent,
  'web-research': webResearchAgent,
  simulation: simulationAgent,
  chatbot: chatbotAgent,
  report: reportAgent,
};

/** An agent that finds what all of them share computed already, in pieces. */
function onWarmBench(agent: Agent): Agent {
  return {
    ...agent,
    analyse: async (bench, signal) => {
      await warmUp(bench, signal);
      return agent.analyse(bench, signal);
    },
  };
}

/** All agents, in the order in which reports list them. */
export const AGENTS: readonly Agent[] = AGENT_IDS.map((id) => onWarmBench(BY_ID[id]));

export function agentById(id: AgentId): Agent {
  return AGENTS[AGENT_IDS.indexOf(id)] as Agent;
}

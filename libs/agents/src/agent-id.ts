/** The eleven specialists, in the order in which reports list them. */
export const AGENT_IDS = [
  'cto',
  'cloud-engineer',
  'research',
  'mlops',
  'infrastructure',
  'compliance',
  'ai-consultant',
  'web-research',
  'simulation',
  'chatbot',
  'report',
] as const;

export type AgentId = (typeof AGENT_IDS)[number];

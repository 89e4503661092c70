/** The agents of a complete run. Written out: the checker does not ask the product what is right. */
export const AGENTS: readonly string[] = [
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
];

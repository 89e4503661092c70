import { visibleLine } from '../terminal/visible-text';

/** Names that are not their id with a capital letter. */
const NAMES: Readonly<Record<string, string>> = {
  cto: 'CTO',
  mlops: 'MLOps',
  'ai-consultant': 'AI consultant',
};

/** An agent's name for people: `cloud-engineer` is `Cloud engineer`. */
export function agentName(id: string): string {
  const words = visibleLine(id).replaceAll('-', ' ');
  return NAMES[id] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

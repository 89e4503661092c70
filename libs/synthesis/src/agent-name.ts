import type { AgentId } from '@app/agents';

const ACRONYMS: Readonly<Record<string, string>> = { cto: 'CTO', mlops: 'MLOps', ai: 'AI' };

/** The name by which people read of an agent: `ai-consultant` gives `AI consultant`. Follows from the id alone. */
export function agentName(id: AgentId): string {
  return id
    .split('-')
    .map(
      (word, index) => ACRONYMS[word] ?? (index === 0 ? word.charAt(0).toUpperCase() + word.slice(1) : word),
    )
    .join(' ');
}

/** `A`, `A and B`, `A, B and C`. */
export function joinNames(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

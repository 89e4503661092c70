import type { PromptMessage } from './protocol';

interface Finding {
  readonly id: string;
  readonly statement: string;
}

/** What the user message of a question says, where it is one JSON object. */
export interface Question {
  readonly agent: string | null;
  readonly run: string | null;
  readonly summary: string | null;
  readonly findings: readonly Finding[] | null;
}

const UNKNOWN: Question = { agent: null, run: null, summary: null, findings: null };

/** Reads the first user message that is a JSON object: those after it ask to mend the answer. */
export function questionOf(messages: readonly PromptMessage[]): Question {
  for (const { role, text } of messages) {
    const said = role === 'user' ? parseObject(text) : null;
    if (said) {
      return {
        agent: wordOf(said.agent),
        run: wordOf(said.run) ?? wordOf(said.runId),
        summary: wordOf(said.summary),
        findings: Array.isArray(said.findings) ? (said.findings as Finding[]) : null,
      };
    }
  }
  return UNKNOWN;
}

/** The answer to a question for a narration: what was given, told as it was given. Null for other questions. */
export function narrate({ summary, findings }: Question): unknown {
  if (summary === null || findings === null) return null;
  return {
    summary,
    statements: findings.map(({ id, statement }) => ({ id, text: statement })),
    priorities: findings.map(({ id }) => id),
  };
}

function parseObject(text: string): Record<string, unknown> | null {
  const json = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1);
  try {
    return JSON.parse(json) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function wordOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

import { z } from 'zod';

/** The body of an answer as LangChain can read it in silence. */
export interface LegibleBody {
  readonly text: string;
  /** The arguments of the first tool call that are not JSON. */
  readonly broken: string | undefined;
}

const completion = z.looseObject({
  choices: z.array(z.looseObject({ message: z.looseObject({ tool_calls: z.unknown() }) })),
});
const toolCall = z.object({ function: z.object({ arguments: z.unknown().optional() }) });

/**
 * A chat completion with only those tool calls whose arguments are JSON. LangChain takes others for calls that an old
 * package of its own did not read, and prints so on the console, past the log. Any other body stays as it is.
 */
export function legibleBody(text: string): LegibleBody {
  if (!text.includes('"tool_calls"')) return { text, broken: undefined };
  const read = completion.safeParse(parsed(text));
  if (!read.success) return { text, broken: undefined };
  const broken: unknown[] = [];
  for (const { message } of read.data.choices) {
    const calls: unknown[] = Array.isArray(message.tool_calls) ? message.tool_calls : [];
    message.tool_calls = calls.filter((call) => {
      const found = toolCall.safeParse(call);
      if (!found.success) return false;
      const said = found.data.function.arguments;
      if (parsed(said) !== undefined) return true;
      broken.push(said);
      return false;
    });
  }
  return {
    text: JSON.stringify(read.data),
    broken: broken.length === 0 ? undefined : argumentsAsText(broken[0]),
  };
}

/** Some servers send arguments that are no text, or none. */
export function argumentsAsText(said: unknown): string {
  return typeof said === 'string' ? said : (JSON.stringify(said) ?? '');
}

/** Undefined where it is no JSON. */
function parsed(text: unknown): unknown {
  try {
    return JSON.parse(text as string) as unknown;
  } catch {
    return undefined;
  }
}

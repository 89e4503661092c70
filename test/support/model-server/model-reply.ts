import { randomUUID } from 'node:crypto';
import type { Fault } from './behaviour';
import { leastValue, misfit, type JsonSchema } from './least-value';
import type { ModelReply, ModelRequest, Tool } from './protocol';

const HUGE = 11_000_000;
const PROSE = 'There is much to be said about this, and I shall say it in my own words.';

/** What a model would say to a request: `answer` is the value of its structured output, or a string for prose. */
export function replyTo(request: ModelRequest, answer: unknown, fault: Fault, at: Date): ModelReply {
  const said = say(request, answer, fault);
  const json = said.tool ? JSON.stringify(said.value) : '';
  const length = said.text.length + json.length;
  const longestTokens = fault === 'huge' ? null : request.maxTokens;
  const longest = fault === 'truncated' ? Math.floor(length / 2) : (longestTokens ?? Infinity) * 4;
  const text = said.text.slice(0, longest);
  const cutJson = json.slice(0, longest - text.length);
  return {
    id: randomUUID().replaceAll('-', ''),
    model: request.model,
    at,
    text,
    call: said.tool ? { name: said.tool.name, value: said.value, json: cutJson } : null,
    cut: length > longest,
    inputTokens: tokens(inputOf(request)),
    outputTokens: Math.min(tokens(text + cutJson), longestTokens ?? Infinity),
  };
}

/** The schema that the answer must fit, and the tool that carries it. */
export function askedFor(request: ModelRequest): { tool: Tool | null; schema: JsonSchema | null } {
  const named = request.tools.find(({ name }) => name === request.toolChoice);
  // LangChain puts the tool of the structured output after those of the agent.
  const tool = named ?? request.tools.at(-1) ?? null;
  return { tool, schema: tool?.schema ?? request.format };
}

/** A count that anyone can repeat: a token is four bytes, as in English text it roughly is. */
export function tokens(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 4);
}

function say(request: ModelRequest, answer: unknown, fault: Fault) {
  const { tool, schema } = askedFor(request);
  const prose = (text: string) => ({ text, tool: null, value: {} });
  if (fault === 'empty') return prose('');
  if (fault === 'prose') return prose(PROSE);
  const value = fault === 'wrong-shape' && schema ? misfit(schema) : answer;
  const text = fault === 'huge' ? 'x'.repeat(HUGE) : '';
  if (typeof value === 'string') return prose(text + value);
  if (tool) return { text, tool, value: value as Record<string, unknown> };
  return prose(text + JSON.stringify(value));
}

/** The value that fits what was asked; prose where nothing was. */
export function leastAnswer(request: ModelRequest): unknown {
  const { schema } = askedFor(request);
  return schema ? leastValue(schema) : 'ok';
}

/** What providers count as input: the messages and the tools. */
function inputOf({ messages, tools, format }: ModelRequest): string {
  const shapes = [...tools, ...(format ? [format] : [])].map((shape) => JSON.stringify(shape));
  return [...messages.map(({ text }) => text), ...shapes].join('\n');
}

import { InvariantError } from '@app/kernel';
import type { AnsweredCall } from '../calls/paid-call';
import type { ModelRequest } from '../calls/model-caller.service';
import type { ModelLink } from '../chain/model-link';
import type { AnswerShape } from './answer-shape';
import { ANSWER_TOOL } from './answer-shape';
import { type LangChain, chatModel } from './chat-models';
import { argumentsAsText, legibleBody } from './legible-body';

export interface ChatMessage {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

export interface TurnRequest {
  readonly link: ModelLink;
  readonly system: string;
  readonly messages: readonly ChatMessage[];
  readonly shape: AnswerShape;
  readonly maxOutputTokens: number;
  /** Sends one request and pays for it. */
  readonly send: (request: ModelRequest) => Promise<AnsweredCall>;
}

/** What a model said when asked once. */
export interface Turn {
  readonly call: AnsweredCall;
  /** What it handed in, not yet looked at; undefined when it handed in nothing. */
  readonly answer: unknown;
  /** Its answer as text, for asking it to mend it. */
  readonly said: string;
  /** Why there is no answer. */
  readonly fault: string;
}

/** What we read of a message of LangChain's. */
interface Spoken {
  readonly text: string;
  readonly tool_calls?: ReadonlyArray<{ readonly name: string; readonly args: unknown }>;
  readonly invalid_tool_calls?: ReadonlyArray<{ readonly args?: unknown }>;
  readonly response_metadata: Readonly<Record<string, unknown>>;
}

/** More would cost more than it helps. */
const MOST_REPEATED = 20_000;

/**
 * Asks a model once, with one HTTP call, to answer through the answer tool.
 * @throws what `send` throws: whatever else goes wrong in reading the answer is the answer's fault
 */
export async function takeTurn(langChain: LangChain, request: TurnRequest): Promise<Turn> {
  let call: AnsweredCall | undefined;
  let failure: { readonly error: unknown } | undefined;
  let spoken: Spoken | undefined;
  let broken: string | undefined;
  const fetchOnce = async (url: unknown, init?: { body?: unknown }): Promise<Response> => {
    try {
      if (call !== undefined) throw new InvariantError('a turn is one call');
      call = await request.send({ url: String(url), body: String(init?.body) });
      if (!call.wellFormed) throw new InvariantError('not JSON');
      const legible = legibleBody(call.text);
      broken = legible.broken;
      return new Response(legible.text, { headers: { 'content-type': 'application/json' } });
    } catch (error) {
      if (call === undefined) failure ??= { error };
      throw error;
    }
  };
  const heard = { handleLLMEnd: (output: unknown) => void (spoken = spokenIn(output) ?? spoken) };
  const answer = await invoke(langChain, request, fetchOnce, heard).catch(() => undefined);
  if (failure !== undefined) throw failure.error;
  if (call === undefined) throw new InvariantError(`${request.link.name} was never called`);
  return read({ call, answer, spoken, broken }, request.maxOutputTokens);
}

async function invoke(
  langChain: LangChain,
  { link, system, messages, shape, maxOutputTokens }: TurnRequest,
  fetchOnce: (url: unknown, init?: { body?: unknown }) => Promise<Response>,
  heard: { handleLLMEnd: (output: unknown) => void },
): Promise<unknown> {
  const inputBytes = Buffer.byteLength(JSON.stringify([system, messages, shape]));
  const agent = langChain.createAgent({
    model: chatModel(langChain, link, { maxOutputTokens, inputBytes }, fetchOnce as typeof fetch),
    tools: [],
    systemPrompt: system,
    responseFormat: langChain.toolStrategy(shape, { handleError: false }),
  });
  // More steps mean that it goes round in circles, which LangChain answers with a GraphRecursionError.
  const limits = { recursionLimit: 3, callbacks: [heard] };
  const state = await agent.invoke({ messages: messages.map((message) => ({ ...message })) }, limits);
  return (state as { structuredResponse?: unknown }).structuredResponse;
}

interface Heard {
  readonly call: AnsweredCall;
  readonly answer: unknown;
  readonly spoken: Spoken | undefined;
  /** Arguments that LangChain did not get to see. */
  readonly broken: string | undefined;
}

function read({ call, answer, spoken, ...heard }: Heard, most: number): Turn {
  const calls = spoken?.tool_calls ?? [];
  const handedIn =
    answer ?? (calls.length === 1 && calls[0]?.name === ANSWER_TOOL ? calls[0].args : undefined);
  const [unread] = spoken?.invalid_tool_calls ?? [];
  const broken = heard.broken ?? (unread && argumentsAsText(unread.args));
  const said = handedIn === undefined ? (broken ?? textOf(spoken)) : JSON.stringify(handedIn);
  const turn = { call, answer: handedIn, said: said.slice(0, MOST_REPEATED) };
  const instead = `hand in the answer by calling the tool \`${ANSWER_TOOL}\` once`;
  if (spoken !== undefined && wasCutOff(spoken.response_metadata))
    return { ...turn, answer: undefined, fault: `the answer was cut off at ${most} tokens: be shorter` };
  if (broken !== undefined) return { ...turn, fault: `the arguments of the tool were not JSON: ${instead}` };
  if (!call.wellFormed) return { ...turn, fault: `the answer was not JSON: ${instead}` };
  if (turn.said === '') return { ...turn, fault: `the answer was empty: ${instead}` };
  return { ...turn, fault: `the answer did not come through the tool: ${instead}` };
}

/** By the words of the three protocols. */
function wasCutOff(metadata: Readonly<Record<string, unknown>>): boolean {
  const { finish_reason, stop_reason, done_reason } = metadata;
  return finish_reason === 'length' || stop_reason === 'max_tokens' || done_reason === 'length';
}

/** LangChain puts the text together when it is asked for, and cannot of every message that it made. */
function textOf(spoken: Spoken | undefined): string {
  try {
    return spoken?.text ?? '';
  } catch {
    return '';
  }
}

function spokenIn(output: unknown): Spoken | undefined {
  const { generations } = output as { generations?: ReadonlyArray<ReadonlyArray<{ message?: Spoken }>> };
  return generations?.[0]?.[0]?.message;
}

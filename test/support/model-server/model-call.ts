import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { faultName, type Fault } from './behaviour';
import type { CallLog, RecordedCall } from './call-log';
import { aborted, deliver, type Delivery } from './delivery';
import type { FaultPlan } from './fault-plan';
import { readJson } from './http-body';
import { leastAnswer, replyTo } from './model-reply';
import type { ModelReply, ModelRequest, Protocol } from './protocol';
import { narrate, questionOf, type Question } from './question';

/** What the server knows while it answers calls. */
export interface ModelState {
  readonly plan: FaultPlan;
  readonly log: CallLog;
  readonly answer: ((call: RecordedCall) => unknown) | null;
  /** Null accepts any key, or none. */
  readonly apiKey: string | null;
  /** Null knows every model by name. */
  readonly models: readonly string[] | null;
}

const OPEN_HEADERS =
  /^(accept|content-(type|length)|user-agent|anthropic-(version|beta)|x-stainless-.*|traceparent)$/;

const MESSAGES: Readonly<Record<number, string>> = {
  400: 'The request was told to be invalid.',
  401: 'Incorrect API key provided.',
  404: 'The model does not exist or you do not have access to it.',
  408: 'The operation was timeout.',
  425: 'Too early.',
  429: 'Rate limit reached for requests. Please try again later.',
  500: 'The server had an error while processing your request.',
  503: 'The engine is currently overloaded, please try again later.',
};

/** Answers one call to a model, from its body to the last byte. */
export async function answerModelCall(
  protocol: Protocol,
  request: IncomingMessage,
  response: ServerResponse,
  state: ModelState,
): Promise<void> {
  const gone = goneWhenClosed(response);
  const headers = headersOf(request);
  const asked = await read(protocol, request, headers, state);
  if ('refused' in asked) {
    const { status, message } = asked.refused;
    await deliver(response, whole(status, protocol.refusal(status, message)), 'ok', gone);
    return;
  }
  const question = questionOf(asked.messages);
  const fault = state.plan.next(question.agent);
  const { latencyMs } = state.plan.current;
  const record = state.log.add(describe(protocol, asked, headers, question, fault));
  let complete = false;
  let reply: ModelReply | null = null;
  try {
    if (fault === 'hang') await aborted(gone);
    else if (latencyMs > 0) await pause(latencyMs, undefined, { signal: gone }).catch(() => undefined);
    if (typeof fault === 'string' && fault !== 'hang') {
      reply = replyTo(asked, await answerOf(asked, question, record, state), fault, new Date(record.at));
    }
    const delivery = reply ? framed(protocol, asked, reply, fault) : refusal(protocol, fault);
    complete = await deliver(response, delivery, fault, gone);
  } finally {
    const usage = complete && reply && fault !== 'malformed-json' ? reply : null;
    state.log.end(record, {
      aborted: !complete && fault !== 'drop' && fault !== 'drop-midway',
      usage: usage && { inputTokens: usage.inputTokens, outputTokens: usage.outputTokens },
    });
  }
}

type Refused = { readonly refused: { readonly status: number; readonly message: string } };

async function read(
  protocol: Protocol,
  request: IncomingMessage,
  headers: Headers,
  { apiKey, models }: ModelState,
): Promise<ModelRequest | Refused> {
  const refuse = (status: number, message: string): Refused => ({ refused: { status, message } });
  try {
    const body = await readJson(request);
    if (apiKey !== null && protocol.keyOf && protocol.keyOf(headers) !== apiKey) {
      return refuse(
        401,
        protocol.keyOf(headers) === null ? "You didn't provide an API key." : MESSAGES[401]!,
      );
    }
    const asked = protocol.read(body, headers);
    if (models && !models.includes(asked.model)) return refuse(404, `model '${asked.model}' not found`);
    return asked;
  } catch (error) {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    return refuse(400, message);
  }
}

async function answerOf(
  asked: ModelRequest,
  question: Question,
  record: RecordedCall,
  { answer }: ModelState,
): Promise<unknown> {
  if (answer) return await answer(record);
  const shaped = asked.tools.length > 0 || asked.format !== null;
  return (shaped ? narrate(question) : null) ?? leastAnswer(asked);
}

function framed(protocol: Protocol, asked: ModelRequest, reply: ModelReply, fault: Fault): Delivery {
  const broken = fault === 'malformed-json';
  if (!asked.stream) {
    const body = JSON.stringify(protocol.whole(reply));
    return whole(200, broken ? `${body.slice(0, 40)} oops` : body);
  }
  const pieces = broken ? [protocol.brokenPiece] : protocol.pieces(reply, asked);
  return {
    status: 200,
    headers: { 'Content-Type': protocol.streamType, ...requestIds() },
    pieces,
    streamed: true,
  };
}

function refusal(protocol: Protocol, fault: Fault): Delivery {
  if (typeof fault === 'string') return whole(500, '');
  const delivery = whole(fault.status, protocol.refusal(fault.status, MESSAGES[fault.status]!));
  if (fault.status !== 429 || fault.retryAfterSeconds === undefined) return delivery;
  return { ...delivery, headers: { ...delivery.headers, 'Retry-After': `${fault.retryAfterSeconds}` } };
}

function whole(status: number, body: unknown): Delivery {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...requestIds() },
    pieces: [text],
    streamed: false,
  };
}

/** OpenAI's and Anthropic's name for the same header. */
function requestIds(): Record<string, string> {
  const id = `req_${randomUUID().replaceAll('-', '')}`;
  return { 'x-request-id': id, 'request-id': id };
}

function describe(
  protocol: Protocol,
  { model, stream, messages, tools }: ModelRequest,
  headers: Headers,
  { agent, run }: Question,
  fault: Fault,
): Parameters<CallLog['add']>[0] {
  const text = messages.map((message) => message.text).join('\n');
  return {
    protocol: protocol.name,
    path: protocol.path,
    model,
    streamed: stream,
    at: Date.now(),
    text,
    promptHash: createHash('sha256').update(text).digest('hex'),
    tools: tools.map(({ name }) => name),
    agent,
    run,
    outcome: faultName(fault),
    headers: Object.fromEntries([...headers].filter(([name]) => OPEN_HEADERS.test(name))),
  };
}

function headersOf({ headers }: IncomingMessage): Headers {
  const known = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) known.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return known;
}

/** Aborts when the connection ends before the answer has left. */
function goneWhenClosed(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}

import type { JsonSchema } from './least-value';

export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly text: string;
}

export interface Tool {
  readonly name: string;
  readonly schema: JsonSchema;
}

/** What a call asks, whichever protocol it came by. */
export interface ModelRequest {
  readonly model: string;
  readonly stream: boolean;
  readonly messages: readonly PromptMessage[];
  readonly tools: readonly Tool[];
  /** The tool that must be called, where the request names one. */
  readonly toolChoice: string | null;
  /** The schema of the text, where the request wants JSON instead of a tool call. */
  readonly format: JsonSchema | null;
  readonly maxTokens: number | null;
  /** Whether a stream is to end with the usage; some protocols always do. */
  readonly streamUsage: boolean;
}

/** The answer of the model, before a protocol frames it. */
export interface ModelReply {
  /** Unique; a protocol puts its own prefix before it. */
  readonly id: string;
  readonly model: string;
  readonly at: Date;
  readonly text: string;
  readonly call: ToolCall | null;
  /** Whether the answer was cut off at its longest. */
  readonly cut: boolean;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

export interface ToolCall {
  readonly name: string;
  readonly value: Record<string, unknown>;
  /** The value as JSON, or the part of it that was written before the answer was cut off. */
  readonly json: string;
}

/** One provider's way to be asked and to answer. */
export interface Protocol {
  readonly name: 'openai' | 'anthropic' | 'ollama';
  readonly path: string;
  readonly streamType: string;
  /** The header that carries the key; null where none is expected. */
  keyOf: ((headers: Headers) => string | null) | null;
  /** @throws an error whose message says what is wrong with the request */
  read(body: unknown, headers: Headers): ModelRequest;
  whole(reply: ModelReply): unknown;
  /** The pieces of a stream, each one event or one line. */
  pieces(reply: ModelReply, request: ModelRequest): string[];
  /** A piece of a stream that is no JSON. */
  brokenPiece: string;
  refusal(status: number, message: string): unknown;
}

/** Cuts a text as a model would send it, bit by bit; a long one in larger bits. */
export function bits(text: string): string[] {
  const size = Math.max(24, Math.ceil(text.length / 200));
  return Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
    text.slice(i * size, (i + 1) * size),
  );
}

/** The key of `Authorization: Bearer <key>`. */
export function bearer(headers: Headers): string | null {
  return /^Bearer (.+)$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null;
}

import { z } from 'zod';
import { content, jsonSchema, toolName } from './message-parts';
import { bearer, bits, type ModelReply, type ModelRequest, type Protocol } from './protocol';

const block = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  id: z.string().optional(),
  input: z.unknown().optional(),
  tool_use_id: z.string().optional(),
  content: content.optional(),
});

const body = z.object({
  model: z.string().min(1),
  max_tokens: z.int().min(1),
  system: content,
  messages: z
    .array(z.object({ role: z.enum(['user', 'assistant']), content: z.union([z.string(), z.array(block)]) }))
    .min(1),
  stream: z.boolean().nullish(),
  tools: z.array(z.object({ name: toolName, input_schema: jsonSchema })).nullish(),
  tool_choice: z.looseObject({ type: z.string(), name: z.string().optional() }).nullish(),
  output_config: z.looseObject({ format: z.looseObject({ schema: jsonSchema }).nullish() }).nullish(),
});

type Message = z.infer<typeof body>['messages'][number];

const KINDS: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  503: 'overloaded_error',
};

/** Anthropic's messages. */
export const anthropic: Protocol = {
  name: 'anthropic',
  path: '/v1/messages',
  streamType: 'text/event-stream',
  keyOf: (headers) => headers.get('x-api-key') ?? bearer(headers),
  brokenPiece: 'event: message_start\ndata: {"type":"message_start",oops\n\n',

  refusal(status, message) {
    return {
      type: 'error',
      error: { type: KINDS[status] ?? 'api_error', message },
      request_id: 'req_model_server',
    };
  },

  read(json, headers): ModelRequest {
    if (!headers.has('anthropic-version')) throw new Error('anthropic-version: header is required');
    const asked = body.parse(json);
    refuseOpenToolUses(asked.messages);
    return {
      model: asked.model,
      stream: asked.stream ?? false,
      messages: [
        ...(asked.system === '' ? [] : [{ role: 'system' as const, text: asked.system }]),
        ...asked.messages.map((message) => ({ role: message.role, text: textOf(message) })),
      ],
      tools: (asked.tools ?? []).map(({ name, input_schema: schema }) => ({ name, schema })),
      toolChoice: asked.tool_choice?.name ?? null,
      format: asked.output_config?.format?.schema ?? null,
      maxTokens: asked.max_tokens,
      streamUsage: true,
    };
  },

  whole(reply) {
    const { id, text, call } = reply;
    // The input is an object in this protocol: one that was cut off lacks what was to come last.
    const input = call && Object.fromEntries(Object.entries(call.value).slice(0, reply.cut ? -1 : undefined));
    return {
      ...head(reply),
      content: [
        ...(text === '' ? [] : [{ type: 'text', text }]),
        ...(call ? [{ type: 'tool_use', id: `toolu_${id}`, name: call.name, input }] : []),
      ],
      stop_reason: stopReason(reply),
      usage: { input_tokens: reply.inputTokens, output_tokens: reply.outputTokens },
    };
  },

  pieces(reply) {
    const { text, call } = reply;
    const blocks = [
      ...(text === '' ? [] : [{ start: { type: 'text', text: '' }, deltas: textDeltas(text) }]),
      ...(call
        ? [
            {
              start: { type: 'tool_use', id: `toolu_${reply.id}`, name: call.name, input: {} },
              deltas: jsonDeltas(call.json),
            },
          ]
        : []),
    ];
    const events = [
      // The first token of the answer is counted here; the last event says the sum.
      {
        type: 'message_start',
        message: {
          ...head(reply),
          content: [],
          stop_reason: null,
          usage: { input_tokens: reply.inputTokens, output_tokens: 1 },
        },
      },
      ...blocks.flatMap(({ start, deltas }, index) => [
        { type: 'content_block_start', index, content_block: start },
        ...deltas.map((delta) => ({ type: 'content_block_delta', index, delta })),
        { type: 'content_block_stop', index },
      ]),
      {
        type: 'message_delta',
        delta: { stop_reason: stopReason(reply), stop_sequence: null },
        usage: { output_tokens: reply.outputTokens },
      },
      { type: 'message_stop' },
    ];
    return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  },
};

function textDeltas(text: string) {
  return bits(text).map((bit) => ({ type: 'text_delta', text: bit }));
}

function jsonDeltas(json: string) {
  return bits(json).map((bit) => ({ type: 'input_json_delta', partial_json: bit }));
}

function head({ id, model }: ModelReply) {
  return { id: `msg_${id}`, type: 'message', role: 'assistant', model, stop_sequence: null };
}

function stopReason({ cut, call }: ModelReply): string {
  if (cut) return 'max_tokens';
  return call ? 'tool_use' : 'end_turn';
}

function textOf({ content: whole }: Message): string {
  if (typeof whole === 'string') return whole;
  return whole
    .map(
      ({ text, input, content: result }) =>
        text ?? (input === undefined ? (result ?? '') : JSON.stringify(input)),
    )
    .join('\n');
}

/** As Anthropic does: the message after a tool call must answer it. */
function refuseOpenToolUses(messages: readonly Message[]): void {
  messages.forEach((message, i) => {
    const answered = new Set(blocksOf(messages[i + 1]).map(({ tool_use_id: id }) => id));
    const open = blocksOf(message).find(({ type, id }) => type === 'tool_use' && !answered.has(id));
    if (open) {
      throw new Error(
        `messages.${i}: tool_use ids were found without tool_result blocks immediately after: ${open.id ?? ''}.`,
      );
    }
  });
}

function blocksOf(message: Message | undefined) {
  return message === undefined || typeof message.content === 'string' ? [] : message.content;
}

import { z } from 'zod';
import { content, functionTool, jsonSchema } from './message-parts';
import { openaiRefusal } from './openai-refusal';
import { bearer, bits, type ModelReply, type ModelRequest, type Protocol } from './protocol';

const ROLES = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
  tool: 'tool',
} as const;

const body = z.object({
  model: z.string().min(1),
  messages: z
    .array(
      z.object({
        role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
        content,
        tool_calls: z
          .array(z.object({ id: z.string(), function: z.object({ arguments: z.string() }) }))
          .optional(),
        tool_call_id: z.string().optional(),
      }),
    )
    .min(1),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  tools: z.array(functionTool).nullish(),
  tool_choice: z.union([z.string(), z.object({ function: z.object({ name: z.string() }) })]).nullish(),
  response_format: z.looseObject({ json_schema: z.object({ schema: jsonSchema }).optional() }).nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
});

/** OpenAI's chat completions, which most other servers of models speak too. */
export const openaiChat: Protocol = {
  name: 'openai',
  path: '/v1/chat/completions',
  streamType: 'text/event-stream',
  keyOf: bearer,
  brokenPiece: 'data: {"id":"chatcmpl-1","choices":[oops\n\n',
  refusal: openaiRefusal,

  read(json): ModelRequest {
    const asked = body.parse(json);
    refuseOpenToolCalls(asked.messages);
    return {
      model: asked.model,
      stream: asked.stream ?? false,
      messages: asked.messages.map(({ role, content: text, tool_calls: calls }) => ({
        role: ROLES[role],
        text: [text, ...(calls ?? []).map((call) => call.function.arguments)].filter(Boolean).join('\n'),
      })),
      tools: (asked.tools ?? []).map(({ function: { name, parameters } }) => ({
        name,
        schema: parameters ?? {},
      })),
      toolChoice: typeof asked.tool_choice === 'object' ? (asked.tool_choice?.function.name ?? null) : null,
      format: asked.response_format?.json_schema?.schema ?? null,
      maxTokens: asked.max_completion_tokens ?? asked.max_tokens ?? null,
      streamUsage: asked.stream_options?.include_usage ?? false,
    };
  },

  whole(reply) {
    const { text, call } = reply;
    const message = {
      role: 'assistant',
      content: text === '' && call ? null : text,
      refusal: null,
      ...(call
        ? { tool_calls: [{ id: `call_${reply.id}`, type: 'function', function: functionOf(call.json) }] }
        : {}),
    };
    return {
      ...head(reply, 'chat.completion'),
      choices: [{ index: 0, message, logprobs: null, finish_reason: finishReason(reply) }],
      usage: usageOf(reply),
    };

    function functionOf(json: string) {
      return { name: call?.name, arguments: json };
    }
  },

  pieces(reply, { streamUsage }) {
    const start = head(reply, 'chat.completion.chunk');
    const usage = streamUsage ? { usage: null } : {};
    const chunk = (delta: object, reason: string | null = null) => ({
      ...start,
      choices: [{ index: 0, delta, logprobs: null, finish_reason: reason }],
      ...usage,
    });
    const tool = (call: object) => chunk({ tool_calls: [{ index: 0, ...call }] });
    const { call } = reply;
    return [
      chunk({ role: 'assistant', content: '' }),
      ...bits(reply.text).map((bit) => chunk({ content: bit })),
      ...(call
        ? [tool({ id: `call_${reply.id}`, type: 'function', function: { name: call.name, arguments: '' } })]
        : []),
      ...bits(call?.json ?? '').map((bit) => tool({ function: { arguments: bit } })),
      chunk({}, finishReason(reply)),
      ...(streamUsage ? [{ ...start, choices: [], usage: usageOf(reply) }] : []),
    ]
      .map((piece) => `data: ${JSON.stringify(piece)}\n\n`)
      .concat('data: [DONE]\n\n');
  },
};

/** As OpenAI does: the history may not go on before every tool call in it has its answer. */
function refuseOpenToolCalls(messages: z.infer<typeof body>['messages']): void {
  const open = new Set<string>();
  for (const { role, tool_calls: calls, tool_call_id: answered } of messages) {
    if (role === 'tool') {
      if (!open.delete(answered ?? '')) {
        throw new Error(
          `A message of role 'tool' answers '${answered ?? ''}', which no message before it called.`,
        );
      }
    } else if (open.size > 0) break;
    for (const { id } of calls ?? []) open.add(id);
  }
  if (open.size > 0) {
    throw new Error(
      `A message with 'tool_calls' must be followed by tool messages answering ${[...open].join(', ')}.`,
    );
  }
}

function head({ id, at, model }: ModelReply, object: string) {
  const created = Math.floor(at.getTime() / 1000);
  return { id: `chatcmpl-${id}`, object, created, model, system_fingerprint: 'fp_model_server' };
}

function finishReason({ cut, call }: ModelReply): string {
  if (cut) return 'length';
  return call ? 'tool_calls' : 'stop';
}

function usageOf({ inputTokens, outputTokens }: ModelReply) {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0 },
  };
}

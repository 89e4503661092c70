import { z } from 'zod';
import { content, jsonSchema, toolName } from './message-parts';
import { openaiRefusal } from './openai-refusal';
import {
  bearer,
  bits,
  type ModelReply,
  type ModelRequest,
  type PromptMessage,
  type Protocol,
} from './protocol';

const item = z.looseObject({
  type: z.string().optional(),
  role: z.enum(['system', 'developer', 'user', 'assistant']).optional(),
  content,
  arguments: z.string().optional(),
  output: z.unknown().optional(),
});

const body = z.object({
  model: z.string().min(1),
  input: z.union([z.string(), z.array(item).min(1)]),
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  tools: z
    .array(z.object({ type: z.literal('function'), name: toolName, parameters: jsonSchema.optional() }))
    .nullish(),
  tool_choice: z.union([z.string(), z.looseObject({ name: z.string().optional() })]).nullish(),
  text: z.looseObject({ format: z.looseObject({ schema: jsonSchema.optional() }).nullish() }).nullish(),
  max_output_tokens: z.int().min(1).nullish(),
});

/** OpenAI's responses, by which LangChain asks some of its models. */
export const openaiResponses: Protocol = {
  name: 'openai',
  path: '/v1/responses',
  streamType: 'text/event-stream',
  keyOf: bearer,
  brokenPiece: 'event: response.created\ndata: {"type":"response.created",oops\n\n',
  refusal: openaiRefusal,

  read(json): ModelRequest {
    const asked = body.parse(json);
    return {
      model: asked.model,
      stream: asked.stream ?? false,
      messages: messagesOf(asked),
      tools: (asked.tools ?? []).map(({ name, parameters }) => ({ name, schema: parameters ?? {} })),
      toolChoice: typeof asked.tool_choice === 'object' ? (asked.tool_choice?.name ?? null) : null,
      format: asked.text?.format?.schema ?? null,
      maxTokens: asked.max_output_tokens ?? null,
      streamUsage: true,
    };
  },

  whole(reply) {
    return responseOf(reply, reply.cut ? 'incomplete' : 'completed', outputOf(reply));
  },

  pieces(reply) {
    const output = outputOf(reply);
    const begun = responseOf(reply, 'in_progress', []);
    const events: Event[] = [
      { type: 'response.created', response: begun },
      { type: 'response.in_progress', response: begun },
      ...output.flatMap((each, index) =>
        each.type === 'message' ? textEvents(each, index) : callEvents(each, index),
      ),
      {
        type: reply.cut ? 'response.incomplete' : 'response.completed',
        response: openaiResponses.whole(reply),
      },
    ];
    return events.map(
      (event, i) => `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number: i })}\n\n`,
    );
  },
};

type Message = {
  type: 'message';
  id: string;
  role: 'assistant';
  status: string;
  content: { type: 'output_text'; text: string; annotations: [] }[];
};
type Call = {
  type: 'function_call';
  id: string;
  call_id: string;
  name: string;
  arguments: string;
  status: string;
};

interface Event {
  readonly type: string;
  readonly [field: string]: unknown;
}

function messagesOf({ input, instructions }: z.infer<typeof body>): PromptMessage[] {
  const system: PromptMessage[] = instructions ? [{ role: 'system', text: instructions }] : [];
  if (typeof input === 'string') return [...system, { role: 'user', text: input }];
  return system.concat(
    input.map(({ role, content: text, arguments: json, output }): PromptMessage => {
      if (json !== undefined) return { role: 'assistant', text: json };
      if (output !== undefined)
        return { role: 'tool', text: typeof output === 'string' ? output : JSON.stringify(output) };
      return { role: role === 'developer' ? 'system' : (role ?? 'user'), text };
    }),
  );
}

function outputOf({ id, text, call, cut }: ModelReply): (Message | Call)[] {
  const status = cut ? 'incomplete' : 'completed';
  const message: Message = {
    type: 'message',
    id: `msg_${id}`,
    role: 'assistant',
    status,
    content: [{ type: 'output_text', text, annotations: [] }],
  };
  return [
    ...(text === '' ? [] : [message]),
    ...(call
      ? [
          {
            type: 'function_call' as const,
            id: `fc_${id}`,
            call_id: `call_${id}`,
            name: call.name,
            arguments: call.json,
            status,
          },
        ]
      : []),
  ];
}

function textEvents(message: Message, index: number): Event[] {
  const at = { item_id: message.id, output_index: index, content_index: 0 };
  const [part] = message.content;
  return [
    {
      type: 'response.output_item.added',
      output_index: index,
      item: { ...message, status: 'in_progress', content: [] },
    },
    { type: 'response.content_part.added', ...at, part: { ...part, text: '' } },
    ...bits(part?.text ?? '').map((delta) => ({ type: 'response.output_text.delta', ...at, delta })),
    { type: 'response.output_text.done', ...at, text: part?.text },
    { type: 'response.content_part.done', ...at, part },
    { type: 'response.output_item.done', output_index: index, item: message },
  ];
}

function callEvents(call: Call, index: number): Event[] {
  const at = { item_id: call.id, output_index: index };
  return [
    {
      type: 'response.output_item.added',
      output_index: index,
      item: { ...call, status: 'in_progress', arguments: '' },
    },
    ...bits(call.arguments).map((delta) => ({
      type: 'response.function_call_arguments.delta',
      ...at,
      delta,
    })),
    { type: 'response.function_call_arguments.done', ...at, arguments: call.arguments },
    { type: 'response.output_item.done', output_index: index, item: call },
  ];
}

function responseOf(reply: ModelReply, status: string, output: readonly (Message | Call)[]) {
  const { inputTokens, outputTokens } = reply;
  return {
    id: `resp_${reply.id}`,
    object: 'response',
    created_at: Math.floor(reply.at.getTime() / 1000),
    status,
    error: null,
    incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    model: reply.model,
    output,
    metadata: {},
    usage:
      status === 'in_progress'
        ? null
        : {
            input_tokens: inputTokens,
            input_tokens_details: { cached_tokens: 0 },
            output_tokens: outputTokens,
            output_tokens_details: { reasoning_tokens: 0 },
            total_tokens: inputTokens + outputTokens,
          },
  };
}

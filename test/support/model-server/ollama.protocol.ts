import { z } from 'zod';
import { content, functionTool, jsonSchema } from './message-parts';
import { bits, type ModelReply, type ModelRequest, type Protocol } from './protocol';

const body = z.object({
  model: z.string().min(1),
  messages: z.array(
    z.object({
      role: z.enum(['system', 'user', 'assistant', 'tool']),
      content,
      tool_calls: z.array(z.object({ function: z.object({ arguments: z.unknown() }) })).optional(),
    }),
  ),
  stream: z.boolean().nullish(),
  tools: z.array(functionTool).nullish(),
  format: z.union([z.string(), jsonSchema]).nullish(),
  options: z.looseObject({ num_predict: z.int().nullish() }).nullish(),
});

/** Ollama's chat, which streams lines of JSON unless told not to. */
export const ollama: Protocol = {
  name: 'ollama',
  path: '/api/chat',
  streamType: 'application/x-ndjson',
  keyOf: null,
  brokenPiece: '{"model":"m","message":oops\n',

  refusal(_status, message) {
    return { error: message };
  },

  read(json): ModelRequest {
    const asked = body.parse(json);
    const longest = asked.options?.num_predict ?? null;
    return {
      model: asked.model,
      stream: asked.stream ?? true,
      messages: asked.messages.map(({ role, content: text, tool_calls: calls }) => ({
        role,
        text: [text, ...(calls ?? []).map((call) => JSON.stringify(call.function.arguments))]
          .filter(Boolean)
          .join('\n'),
      })),
      tools: (asked.tools ?? []).map(({ function: { name, parameters } }) => ({
        name,
        schema: parameters ?? {},
      })),
      toolChoice: null,
      format: typeof asked.format === 'object' ? asked.format : null,
      maxTokens: longest !== null && longest > 0 ? longest : null,
      streamUsage: true,
    };
  },

  whole(reply) {
    return { ...head(reply), message: messageOf(reply), ...endOf(reply) };
  },

  pieces(reply) {
    const { content: text, tool_calls: calls } = messageOf(reply);
    const part = (message: object) => ({
      ...head(reply),
      message: { role: 'assistant', ...message },
      done: false,
    });
    return [
      ...bits(text).map((bit) => part({ content: bit })),
      ...(calls ? [part({ content: '', tool_calls: calls })] : []),
      { ...head(reply), message: { role: 'assistant', content: '' }, ...endOf(reply) },
    ].map((piece) => `${JSON.stringify(piece)}\n`);
  },
};

function head({ model, at }: ModelReply) {
  return { model, created_at: at.toISOString() };
}

/** Ollama reads tool calls out of the model's text: one that was cut off stays text. */
function messageOf({ text, call, cut }: ModelReply) {
  if (!call) return { role: 'assistant', content: text };
  if (cut) return { role: 'assistant', content: text + call.json };
  const calls = [{ function: { name: call.name, arguments: call.value } }];
  return { role: 'assistant', content: text, tool_calls: calls };
}

function endOf({ cut, inputTokens, outputTokens, at }: ModelReply) {
  const nanoseconds = (Date.now() - at.getTime()) * 1e6;
  return {
    done: true,
    done_reason: cut ? 'length' : 'stop',
    total_duration: nanoseconds,
    load_duration: 0,
    prompt_eval_count: inputTokens,
    prompt_eval_duration: 0,
    eval_count: outputTokens,
    eval_duration: nanoseconds,
  };
}

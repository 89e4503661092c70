const SCHEMA = {
  type: 'object',
  properties: { title: { type: 'string' }, count: { type: 'integer', minimum: 3 } },
  required: ['title', 'count'],
};
const JSON_HEADERS = { 'Content-Type': 'application/json' };
const FUNCTION = { type: 'function', function: { name: 'answer', parameters: SCHEMA } };
const MESSAGES = [{ role: 'user', content: '{"agent":"cto","run":"run-1","question":"how many?"}' }];

/** One question that has to be answered by calling the tool `answer`, as each protocol puts it. */
export const ASKED = {
  'openai chat': {
    path: '/v1/chat/completions',
    headers: { ...JSON_HEADERS, Authorization: 'Bearer k-1' },
    body: { model: 'm', messages: MESSAGES, tools: [FUNCTION] },
  },
  'openai responses': {
    path: '/v1/responses',
    headers: { ...JSON_HEADERS, Authorization: 'Bearer k-1' },
    body: {
      model: 'm',
      input: MESSAGES,
      tools: [{ type: 'function', name: 'answer', parameters: SCHEMA }],
    },
  },
  anthropic: {
    path: '/v1/messages',
    headers: { ...JSON_HEADERS, 'x-api-key': 'k-1', 'anthropic-version': '2023-06-01' },
    body: {
      model: 'm',
      max_tokens: 500,
      messages: MESSAGES,
      tools: [{ name: 'answer', input_schema: SCHEMA }],
    },
  },
  ollama: {
    path: '/api/chat',
    headers: JSON_HEADERS,
    body: { model: 'm', messages: MESSAGES, tools: [FUNCTION] },
  },
} as const;

export type Asked = keyof typeof ASKED;

/** Asks over plain HTTP. */
export function ask(url: string, name: Asked, stream: boolean, init: RequestInit = {}): Promise<Response> {
  const { path, headers, body } = ASKED[name];
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...body, stream }),
    ...init,
  });
}

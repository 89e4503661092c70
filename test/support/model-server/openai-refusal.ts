/** The body of a refusal by OpenAI. */
export function openaiRefusal(status: number, message: string): unknown {
  const [type, code] = KINDS[status] ?? ['server_error', null];
  return { error: { message, type, param: null, code } };
}

const KINDS: Readonly<Record<number, readonly [string, string | null]>> = {
  400: ['invalid_request_error', null],
  401: ['invalid_request_error', 'invalid_api_key'],
  404: ['invalid_request_error', 'model_not_found'],
  429: ['requests', 'rate_limit_exceeded'],
};

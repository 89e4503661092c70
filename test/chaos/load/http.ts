import { request, type IncomingMessage } from 'node:http';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

export interface HttpQuestion {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly withinMs?: number;
}

const ANSWER_WITHIN_MS = 15_000;

/**
 * One request on a connection of its own, so that no answer depends on what came before.
 * @throws when the connection fails or the answer does not come in time
 */
export function ask(url: string, question: HttpQuestion = {}): Promise<HttpAnswer> {
  const { method = 'GET', body, headers, withinMs = ANSWER_WITHIN_MS } = question;
  const payload = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method,
      agent: false,
      signal: AbortSignal.timeout(withinMs),
      headers: { ...(payload && { 'content-type': 'application/json' }), ...headers },
    });
    sent.once('error', reject);
    sent.once('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.once('error', reject);
      response.once('close', () =>
        response.complete
          ? resolve({ status: response.statusCode ?? 0, headers: response.headers, text })
          : reject(new Error('the answer broke off')),
      );
    });
    sent.end(payload);
  });
}

import { until } from '../until';
import { ASKED, ask, type Asked } from './asked';
import type { Fault } from './behaviour';
import { ModelServer } from './model-server';

const NAMES = Object.keys(ASKED) as Asked[];
const WAYS = NAMES.flatMap((name) => [
  { name, stream: false, how: 'whole' },
  { name, stream: true, how: 'streamed' },
]);

/** What an answer says, found in its bytes whichever protocol framed them. */
function read(body: string): { json: string; stopped: string; text: string } {
  const documents = body
    .split('\n')
    .map((line) => line.replace(/^data: /, ''))
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as unknown);
  const found = { json: '', stopped: '', text: '' };
  for (const document of documents) walk(document, found);
  return found;
}

function walk(value: unknown, found: { json: string; stopped: string; text: string }): void {
  if (typeof value !== 'object' || value === null) return;
  const each = value as Record<string, unknown>;
  // The events that repeat what the deltas before them said.
  if (/\.(done|completed|incomplete|added)$/.test(`${String(each.type)}`)) {
    const { status } = (each.response ?? {}) as { status?: string };
    if (status) found.stopped = status;
    return;
  }
  for (const [key, inner] of Object.entries(each)) {
    if (key === 'delta' && typeof inner === 'string') {
      found[String(each.type).includes('text') ? 'text' : 'json'] += inner;
    } else if (key === 'arguments' || key === 'partial_json') {
      found.json += typeof inner === 'string' ? inner : JSON.stringify(inner);
    } else if (key === 'input' && each.type === 'tool_use' && Object.keys(inner as object).length > 0) {
      found.json += JSON.stringify(inner);
    } else if (/^(finish_reason|stop_reason|done_reason)$/.test(key)) {
      found.stopped = typeof inner === 'string' ? inner : found.stopped;
    } else if (key === 'status' && each.object === 'response') {
      found.stopped = String(inner);
    } else if ((key === 'content' || key === 'text') && typeof inner === 'string') {
      found.text += inner;
    } else walk(inner, found);
  }
}

let server: ModelServer;
beforeAll(async () => {
  server = await ModelServer.start();
});
afterEach(() => server.reset());
afterAll(() => server.stop());

describe.each(WAYS)('$name, $how', ({ name, stream }) => {
  const answerTo = async (fault: Fault) => {
    server.script(fault);
    const response = await ask(server.url, name, stream);
    return read(await response.text());
  };

  it('calls the tool with the least that fits', async () => {
    const { json, stopped } = await answerTo('ok');
    expect(JSON.parse(json)).toEqual({ title: 'ok', count: 3 });
    expect(['tool_calls', 'tool_use', 'stop', 'completed']).toContain(stopped);
  });

  it('hangs: not a byte until the client goes', async () => {
    server.script('hang');
    const leave = new AbortController();
    const asking = ask(server.url, name, stream, { signal: leave.signal });
    await until(() => server.calls.length === 1);
    leave.abort();
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
    await until(() => server.calls[0]?.endedAt !== null);
    expect(server.calls).toMatchObject([{ outcome: 'hang', aborted: true, usage: null }]);
  });

  it('drops the connection before any header', async () => {
    server.script('drop');
    await expect(ask(server.url, name, stream)).rejects.toThrow('fetch failed');
    expect(server.calls).toMatchObject([{ outcome: 'drop', aborted: false, usage: null }]);
  });

  it('drops the connection after half of the body', async () => {
    server.script('drop-midway');
    const response = await ask(server.url, name, stream);
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('sends a body that is no JSON', async () => {
    server.script('malformed-json');
    const response = await ask(server.url, name, stream);
    const body = await response.text();
    expect(response.status).toBe(200);
    expect(() => read(body)).toThrow(SyntaxError);
  });

  it('cuts the arguments off in a body that is well framed', async () => {
    const { json, stopped, text } = await answerTo('truncated');
    expect(json || text).not.toBe('');
    // Anthropic's whole answer holds an object, which ends early and is JSON still.
    if (name === 'anthropic' && !stream) expect(JSON.parse(json)).not.toHaveProperty('count');
    else expect(() => JSON.parse(json || text) as unknown).toThrow(SyntaxError);
    expect(['length', 'max_tokens', 'incomplete']).toContain(stopped);
  });

  it('sends more than ten megabytes', async () => {
    const { text } = await answerTo('huge');
    expect(text.length).toBeGreaterThan(10_000_000);
  });

  it('drips a byte at a time', async () => {
    server.script('slow-drip');
    const response = await ask(server.url, name, stream);
    const reader = response.body!.getReader();
    expect((await reader.read()).value).toHaveLength(1);
    expect((await reader.read()).value).toHaveLength(1);
    await reader.cancel();
    await until(() => server.calls[0]?.endedAt !== null);
    expect(server.calls).toMatchObject([{ outcome: 'slow-drip', aborted: true }]);
  });

  it('answers in prose without calling the tool', async () => {
    const { json, text } = await answerTo('prose');
    expect(json).toBe('');
    expect(text).toContain('in my own words');
  });

  it('calls the tool with arguments of another shape', async () => {
    const { json } = await answerTo('wrong-shape');
    expect(JSON.parse(json)).toEqual({ title: { not: 42 }, count: 'not of this shape' });
  });

  it('says nothing', async () => {
    const { json, text, stopped } = await answerTo('empty');
    expect({ json, text }).toEqual({ json: '', text: '' });
    expect(stopped).not.toBe('');
  });

  it.each([400, 401, 404, 500, 503] as const)('refuses with a %d', async (status) => {
    server.script({ status });
    const response = await ask(server.url, name, stream);
    expect(response.status).toBe(status);
    expect(await response.json()).toHaveProperty('error');
  });

  it('refuses with a 429 that says how long to wait, or does not', async () => {
    server.script({ status: 429, retryAfterSeconds: 7 }, { status: 429 });
    const [told, untold] = [await ask(server.url, name, stream), await ask(server.url, name, stream)];
    expect([told.status, told.headers.get('retry-after')]).toEqual([429, '7']);
    expect([untold.status, untold.headers.get('retry-after')]).toEqual([429, null]);
  });
});

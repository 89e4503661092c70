import { until } from '../until';
import { ASKED, ask, type Asked } from './asked';
import type { RecordedCall } from './call-log';
import { ModelServer } from './model-server';

let server: ModelServer;
afterEach(() => server.stop());

const NAMES = Object.keys(ASKED) as Asked[];
const get = async (path: string, headers: Record<string, string> = {}) =>
  (await fetch(`${server.url}${path}`, { headers })).json();
const post = (path: string, body: unknown) =>
  fetch(`${server.url}${path}`, { method: 'POST', body: JSON.stringify(body) });

async function refusal(name: Asked, change: object, headers: Record<string, string> = {}) {
  const body = JSON.stringify({ ...ASKED[name].body, stream: false, ...change });
  const response = await ask(server.url, name, false, {
    body,
    headers: { ...ASKED[name].headers, ...headers },
  });
  return { status: response.status, body: JSON.stringify(await response.json()) };
}

describe('the control of a model server', () => {
  it('lists the calls, with and without their texts, the newest when asked for few', async () => {
    server = await ModelServer.start();
    for (const name of NAMES) await ask(server.url, name, false);
    const calls = (await get('/_calls')) as RecordedCall[];
    expect(calls.map(({ path }) => path)).toEqual(NAMES.map((name) => ASKED[name].path));
    expect(calls[0]).toMatchObject({
      agent: 'cto',
      run: 'run-1',
      text: expect.stringContaining('how many?'),
    });
    const last = (await get('/_calls?limit=1&text=false')) as RecordedCall[];
    expect(last).toMatchObject([{ protocol: 'ollama' }]);
    expect(last[0]).not.toHaveProperty('text');
    expect(await get('/_calls/count')).toMatchObject({ total: 4, byAgent: { cto: 4 }, byOutcome: { ok: 4 } });
  });

  it('changes what is named of the behaviour, and goes back to that of the start', async () => {
    server = await ModelServer.start({ latencyMs: 1 });
    const changed = await post('/_behaviour', { failAgents: ['cto'], script: ['prose'] });
    expect(await changed.json()).toEqual(server.behaviour);
    expect(await get('/_behaviour')).toMatchObject({ latencyMs: 1, failAgents: ['cto'], script: ['prose'] });
    expect((await ask(server.url, 'anthropic', false)).status).toBe(500);
    const asAtTheStart = await post('/_reset', {});
    expect(await asAtTheStart.json()).toMatchObject({ latencyMs: 1, failAgents: [] });
    expect((await ask(server.url, 'anthropic', false)).status).toBe(200);
    expect(await get('/_calls/count')).toMatchObject({ total: 1 });
    expect(await get('/_behaviour')).toMatchObject({ latencyMs: 1, failAgents: [], script: [] });
  });

  it('refuses behaviour that it does not know, and says what there is', async () => {
    server = await ModelServer.start();
    const response = await post('/_behaviour', { fault: 'explode' });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('slow-drip');
    expect(await get('/_nothing')).toEqual({ error: expect.stringContaining('POST /_reset') });
  });
});

describe('a model server', () => {
  it('demands its key where a provider does', async () => {
    server = await ModelServer.start({ apiKey: 'k-1' });
    for (const name of NAMES) expect((await ask(server.url, name, false)).status).toBe(200);
    for (const name of NAMES.filter((each) => each !== 'ollama')) {
      const wrong = await refusal(name, {}, { Authorization: 'Bearer k-2', 'x-api-key': 'k-2' });
      expect(wrong.status).toBe(401);
    }
    expect(server.calls).toHaveLength(4);
    expect(JSON.stringify(server.calls)).not.toContain('k-1');
  });

  it('lists its models as each provider does and knows no others', async () => {
    server = await ModelServer.start({ models: ['m', 'n'] });
    expect(await get('/v1/models')).toMatchObject({ object: 'list', data: [{ id: 'm' }, { id: 'n' }] });
    expect(await get('/v1/models', { 'anthropic-version': '2023-06-01' })).toMatchObject({ last_id: 'n' });
    expect(await get('/api/tags')).toMatchObject({ models: [{ name: 'm' }, { name: 'n' }] });
    expect(await get('/api/version')).toEqual({ version: expect.any(String) });
    for (const name of NAMES) expect(await refusal(name, { model: 'z' })).toMatchObject({ status: 404 });
  });

  it('refuses what the providers refuse', async () => {
    server = await ModelServer.start();
    const call = { id: 'c-1', type: 'function', function: { name: 'answer', arguments: '{}' } };
    const open = [
      { role: 'user', content: 'Hm?' },
      { role: 'assistant', content: null, tool_calls: [call] },
      { role: 'user', content: 'Mend it.' },
    ];
    const use = { type: 'tool_use', id: 'u-1', name: 'answer', input: {} };
    const used = [{ role: 'user', content: 'Hm?' }, { role: 'assistant', content: [use] }, open[2]];
    for (const [name, change, says] of [
      ['openai chat', { messages: open }, 'c-1'],
      ['openai chat', { messages: [{ role: 'tool', tool_call_id: 'c-9', content: '' }] }, 'c-9'],
      ['openai chat', { messages: [] }, 'messages'],
      ['anthropic', { messages: used }, 'u-1'],
      ['anthropic', { max_tokens: undefined }, 'max_tokens'],
      ['anthropic', { tools: [{ name: 'no spaces', input_schema: {} }] }, 'name'],
      ['openai responses', { input: 4 }, 'input'],
      ['ollama', { model: undefined }, 'model'],
    ] as const) {
      expect(await refusal(name, change)).toEqual({ status: 400, body: expect.stringContaining(says) });
    }
    expect(server.calls).toHaveLength(0);
  });

  it('says no more than the request allows', async () => {
    server = await ModelServer.start();
    const limits = { max_tokens: 3, max_output_tokens: 3, options: { num_predict: 3 } };
    for (const name of NAMES) {
      const { body } = await refusal(name, limits);
      expect(body).toMatch(/"(length|max_tokens|incomplete)"/);
    }
    expect(server.calls.map(({ usage }) => usage?.outputTokens)).toEqual([3, 3, 3, 3]);
  });

  it('ends the calls that hang when it is stopped', async () => {
    server = await ModelServer.start({ fault: 'hang' });
    const asking = ask(server.url, 'ollama', true).catch((error: Error) => error.message);
    await until(() => server.calls.length === 1);
    await server.stop();
    expect(await asking).toBe('fetch failed');
  });
});

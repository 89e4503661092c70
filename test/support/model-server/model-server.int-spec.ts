import { z } from 'zod';
import { ModelServer } from './model-server';

const narration = z.object({
  summary: z.string(),
  statements: z.array(z.object({ id: z.string(), text: z.string() })),
  priorities: z.array(z.string()),
});
const FINDINGS = [
  { id: 'f-2', title: 'Second', statement: 'GPUs idle at [[idle.share]].' },
  { id: 'f-1', title: 'First', statement: 'Zwölf Knoten genügen.' },
];
const QUESTION = JSON.stringify({ agent: 'cto', runId: 'run-7', summary: 'In short.', findings: FINDINGS });
const MODELS = ['openai chat', 'openai responses', 'anthropic', 'ollama'] as const;

let server: ModelServer;
beforeAll(async () => {
  server = await ModelServer.start();
});
afterEach(() => server.reset());
afterAll(() => server.stop());

async function build(name: (typeof MODELS)[number]) {
  const { ChatOpenAI } = await import('@langchain/openai');
  const { ChatAnthropic } = await import('@langchain/anthropic');
  const { ChatOllama } = await import('@langchain/ollama');
  const key = { apiKey: 'k-secret', maxRetries: 0 };
  const openai = { ...key, model: 'gpt-x', configuration: { baseURL: `${server.url}/v1` } };
  if (name === 'openai chat') return new ChatOpenAI(openai);
  if (name === 'openai responses') return new ChatOpenAI({ ...openai, useResponsesApi: true });
  if (name === 'ollama') return new ChatOllama({ model: 'llama', baseUrl: server.url, maxRetries: 0 });
  return new ChatAnthropic({ ...key, model: 'claude-x', anthropicApiUrl: server.url });
}

async function agentOf(name: (typeof MODELS)[number], schema: z.ZodObject = narration) {
  const { createAgent, toolStrategy } = await import('langchain');
  const responseFormat = toolStrategy(schema);
  return createAgent({ model: await build(name), tools: [], systemPrompt: 'Narrate.', responseFormat });
}

describe.each(MODELS)('%s, asked by LangChain', (name) => {
  it('narrates what it was given, in the structured output', async () => {
    const answer = await (await agentOf(name)).invoke({ messages: [{ role: 'user', content: QUESTION }] });
    expect(answer.structuredResponse).toEqual({
      summary: 'In short.',
      statements: FINDINGS.map(({ id, statement }) => ({ id, text: statement })),
      priorities: ['f-2', 'f-1'],
    });
    const message = answer.messages.find((each) => each.getType() === 'ai');
    const usage = server.calls[0]?.usage;
    expect(usage?.inputTokens).toBeGreaterThan(Buffer.byteLength(`Narrate.${QUESTION}`) / 4);
    expect(message).toMatchObject({
      usage_metadata: { input_tokens: usage?.inputTokens, output_tokens: usage?.outputTokens },
    });
  });

  it('streams the same', async () => {
    let answered: unknown;
    const input = { messages: [{ role: 'user', content: QUESTION }] };
    const agent = await agentOf(name);
    for await (const [mode, state] of await agent.stream(input, { streamMode: ['messages', 'values'] })) {
      if (mode === 'values') answered = (state as { structuredResponse?: unknown }).structuredResponse;
    }
    expect(answered).toMatchObject({ summary: 'In short.', priorities: ['f-2', 'f-1'] });
    expect(server.calls).toMatchObject([{ streamed: true, outcome: 'ok', aborted: false }]);
  });

  it('gives the usage of a stream with the last chunk', async () => {
    const chunks = [];
    const model = await build(name);
    for await (const chunk of await model.stream('How many?')) chunks.push(chunk);
    const whole = chunks.reduce((sum, chunk) => sum.concat(chunk));
    expect(whole.text).toBe('ok');
    // LangChain adds up both counts of Anthropic, of which the second includes the first.
    const twice = name === 'anthropic' ? 1 : 0;
    expect(whole).toMatchObject({ usage_metadata: { input_tokens: 3, output_tokens: 1 + twice } });
  });

  it('answers any other shape with the least that fits', async () => {
    const shape = z.object({
      word: z.string(),
      level: z.enum(['low', 'high']),
      share: z.number().min(0.5).nullable(),
      parts: z.array(z.object({ n: z.int().positive() })).min(1),
      note: z.string().optional(),
    });
    const answer = await (
      await agentOf(name, shape)
    ).invoke({ messages: [{ role: 'user', content: 'Anything.' }] });
    expect(answer.structuredResponse).toEqual({ word: 'ok', level: 'low', share: 0.5, parts: [{ n: 1 }] });
  });

  it('records whose call it was and keeps no secret', async () => {
    await (await agentOf(name)).invoke({ messages: [{ role: 'user', content: QUESTION }] });
    expect(server.calls).toMatchObject([
      {
        protocol: name.split(' ')[0],
        agent: 'cto',
        run: 'run-7',
        outcome: 'ok',
        tools: [expect.stringMatching(/^extract-/)],
      },
    ]);
    expect(server.calls[0]?.text).toBe(`Narrate.\n${QUESTION}`);
    expect(JSON.stringify(server.calls)).not.toContain('k-secret');
  });

  it('gives every message its own id', async () => {
    const model = await build(name);
    const [one, other] = [await model.invoke('One'), await model.invoke('One')];
    expect(one.id ?? 'one').not.toBe(other.id ?? 'other');
    expect(server.calls[0]?.promptHash).toBe(server.calls[1]?.promptHash);
  });

  it('says what answerWith returns: an object as the structured output, a string as prose', async () => {
    const answers: unknown[] = [{ summary: 'Mine', statements: [], priorities: [] }, 'No shape today.'];
    server.answerWith(({ agent }) => (agent === 'cto' ? answers.shift() : null));
    const ask = async () => (await agentOf(name)).invoke({ messages: [{ role: 'user', content: QUESTION }] });
    expect((await ask()).structuredResponse).toEqual({ summary: 'Mine', statements: [], priorities: [] });
    const prose = await ask();
    expect(prose.structuredResponse).toBeUndefined();
    expect(prose.messages.at(-1)?.text).toBe('No shape today.');
  });

  it('lets its refusals through as errors with a status', async () => {
    server.script({ status: 503 });
    const status = name === 'ollama' ? { status_code: 503 } : { status: 503 };
    const model = await build(name);
    await expect(model.invoke('How many?')).rejects.toMatchObject(status);
    await expect(model.invoke('How many?')).resolves.toMatchObject({ text: 'ok' });
  });
});

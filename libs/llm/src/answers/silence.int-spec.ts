import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { A_VERDICT, LlmHarness } from '../../../../test/support/llm-harness';
import { ModelServer } from '../../../../test/support/model-server/model-server';

const MODELS = [
  'openai/gpt-5-mini',
  'openai/gpt-5-codex',
  'openai-compatible/local-model',
  'anthropic/claude-haiku-4-5',
  'ollama/llama3.1:8b',
];
const FAULTS = ['ok', 'truncated', 'malformed-json', 'prose', 'wrong-shape', 'empty'] as const;
const GOOD = JSON.stringify(A_VERDICT);
const THROUGH_TOOL = 'the answer did not come through the tool';
const EMPTY = 'the answer was empty';
const NOT_JSON = 'the arguments of the tool were not JSON';

describe('an answer that nobody foresaw', () => {
  let said: string;
  let llm: LlmHarness;

  beforeEach(() => {
    said = '';
    for (const way of ['log', 'warn', 'error', 'info', 'debug', 'trace'] as const)
      jest.spyOn(console, way).mockImplementation((...words: unknown[]) => {
        said += inspect(words);
      });
  });
  afterEach(() => llm.stop());

  describe.each(MODELS)('of %s', (chain) => {
    let server: ModelServer;

    beforeAll(async () => {
      server = await ModelServer.start();
    });
    afterAll(() => server.stop());

    it.each(FAULTS)('prints nothing past the log: %s', async (fault) => {
      const prices = 'openai-compatible/local-model=1/2,openai/gpt-5-codex=1/2';
      llm = await LlmHarness.start(server, { LLM_CHAIN: chain, LLM_PRICES: prices });
      server.answerWith(() => A_VERDICT);
      server.behave({ fault });
      const outcome = await llm.ask().then(
        () => 'answered',
        (error: { code: string }) => error.code,
      );
      expect(outcome).toBe(fault === 'ok' ? 'answered' : 'llm.unusable-answer');
      expect(said).toBe('');
    });
  });

  describe('of a server that does as it likes', () => {
    let server: Server;
    let bodies: object[];
    let asked: string[];

    beforeAll(async () => {
      server = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk: Buffer) => (body += chunk.toString()));
        request.on('end', () => {
          asked.push(body);
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify(bodies.shift()));
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    beforeEach(() => {
      asked = [];
    });
    afterAll(() => {
      server.close();
      server.closeAllConnections();
    });

    const ask = async (chain: string, answers: readonly object[]): Promise<unknown> => {
      bodies = [...answers];
      const { port } = server.address() as AddressInfo;
      llm = await LlmHarness.start(
        { url: `http://127.0.0.1:${port}` },
        { LLM_CHAIN: chain, LLM_PRICES: 'openai-compatible/m=1/1' },
      );
      return llm.ask();
    };

    it.each([
      ['arguments that are not JSON', { tool_calls: [called('{"verdict": fits}')] }, NOT_JSON],
      ['arguments that are no text', { tool_calls: [called({ verdict: 'fits' })] }, NOT_JSON],
      ['no arguments', { tool_calls: [called(undefined)] }, NOT_JSON],
      ['a call of nothing', { content: 'no', tool_calls: [{}] }, THROUGH_TOOL],
      ['calls that are no list', { content: 'no', tool_calls: 'none' }, THROUGH_TOOL],
      ['neither words nor calls', { tool_calls: [null] }, EMPTY],
    ])('is asked for again, in silence, when a chat completion has %s', async (_, message, fault) => {
      const answers = [completion(message), completion({ tool_calls: [called(GOOD)] })];
      await expect(ask('openai-compatible/m', answers)).resolves.toMatchObject({
        value: A_VERDICT,
        repaired: true,
      });
      expect(asked[1]).toContain(fault);
      expect(said).toBe('');
    });

    it('is the one call of a chat completion that can be read', async () => {
      const answers = [completion({ tool_calls: [called('{'), called(GOOD)] })];
      await expect(ask('openai-compatible/m', answers)).resolves.toMatchObject({ repaired: false });
      expect(said).toBe('');
    });

    it.each([
      ['anthropic/claude-haiku-4-5', message([null])],
      ['anthropic/claude-haiku-4-5', message('words')],
      ['anthropic/claude-haiku-4-5', message([{ type: 'text' }])],
      ['anthropic/claude-haiku-4-5', message([{ type: 'tool_use', name: 'answer' }])],
      ['anthropic/claude-haiku-4-5', message([{ type: 'no-such-thing', data: 1 }])],
      ['ollama/llama3.1:8b', chat({ tool_calls: [null] })],
      ['ollama/llama3.1:8b', chat({ tool_calls: [{}] })],
      ['ollama/llama3.1:8b', chat({ tool_calls: [{ function: { name: 'answer', arguments: '{' } }] })],
      ['ollama/llama3.1:8b', chat({ content: [null] })],
      ['openai-compatible/m', completion({ content: [null] })],
      ['openai-compatible/m', completion({ role: 'someone', content: 'words' })],
      ['openai-compatible/m', { choices: [] }],
      ['openai-compatible/m', {}],
    ])('is of no use, in silence: %s, %j', async (chain, body) => {
      await expect(ask(chain, [body, body])).rejects.toMatchObject({ code: 'llm.unusable-answer' });
      expect(said).toBe('');
    });
  });
});

function called(args: unknown): object {
  return { id: 'call_1', type: 'function', function: { name: 'answer', arguments: args } };
}

function completion(said: object): object {
  const message = { role: 'assistant', content: null, ...said };
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
  const choices = [{ index: 0, finish_reason: 'tool_calls', message }];
  return { id: 'c', object: 'chat.completion', model: 'm', choices, usage };
}

function message(content: unknown): object {
  const usage = { input_tokens: 1, output_tokens: 1 };
  return { id: 'm', type: 'message', role: 'assistant', model: 'm', content, stop_reason: 'end_turn', usage };
}

function chat(said: object): object {
  const message = { role: 'assistant', content: '', ...said };
  return { model: 'm', message, done: true, done_reason: 'stop', prompt_eval_count: 1, eval_count: 1 };
}

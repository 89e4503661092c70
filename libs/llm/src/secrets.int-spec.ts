import { inspect } from 'node:util';
import { context, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import {
  ANTHROPIC_KEY,
  COMPATIBLE_KEY,
  LlmHarness,
  OPENAI_KEY,
  type Verdict,
  setVariables,
  variablesSet,
} from '../../../test/support/llm-harness';
import type { ModelQuestion } from './model-question';
import type { Fault } from '../../../test/support/model-server/behaviour';
import { ModelServer } from '../../../test/support/model-server/model-server';

const CHAIN = 'ollama/llama3.1:8b,openai-compatible/m,anthropic/claude-haiku-4-5,openai/gpt-5-mini';
const PROMPT = 'canary-prompt-0815';
const SYSTEM = 'canary-system-0815';
const ANSWER = 'canary-answer-0815';
const FAULTS: readonly Fault[] = [
  'ok',
  { status: 400 },
  { status: 401 },
  { status: 404 },
  { status: 429 },
  { status: 500 },
  'drop',
  'drop-midway',
  'malformed-json',
  'prose',
  'wrong-shape',
  'truncated',
  'empty',
];

describe('what is told of a question', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  let server: ModelServer;
  let written: string;

  beforeAll(async () => {
    provider.register();
    server = await ModelServer.start();
  });
  beforeEach(() => {
    written = '';
    for (const stream of [process.stdout, process.stderr])
      jest.spyOn(stream, 'write').mockImplementation((text) => {
        written += String(text);
        return true;
      });
    for (const way of ['log', 'warn', 'error', 'info', 'debug'] as const)
      jest.spyOn(console, way).mockImplementation((...said: unknown[]) => {
        written += inspect(said);
      });
    server.reset();
    exporter.reset();
  });
  afterAll(async () => {
    trace.disable();
    context.disable();
    await provider.shutdown();
    await server.stop();
  });

  it.each(FAULTS.map((fault) => [JSON.stringify(fault), fault] as const))(
    'holds no key, prompt or answer when %s comes back',
    async (_, fault) => {
      const llm = await LlmHarness.start(server, {
        LLM_CHAIN: CHAIN,
        LLM_PRICES: 'openai-compatible/m=1/1',
        LLM_ATTEMPTS: '2',
        LOG_LEVEL: 'trace',
      });
      server.behave({ fault });
      server.answerWith(() => ({ verdict: ANSWER, reasons: [ANSWER] }));
      const question: Partial<ModelQuestion<Verdict>> = { system: SYSTEM, user: PROMPT };
      const error: unknown = await llm.ask(question).then(
        () => null,
        (reason: unknown) => reason,
      );
      const metrics = await llm.metrics();
      const calls = inspect(llm.calls);
      await llm.stop();

      const spans = inspect(
        exporter.getFinishedSpans().map(({ name, attributes, events, status }) => ({
          name,
          attributes,
          events,
          status,
        })),
        { depth: 9 },
      );
      // What may be told is told.
      expect(spans).toContain("'llm.provider': 'ollama'");
      const told = [written, inspect(error, { depth: 9, showHidden: true }), metrics, calls, spans].join(
        '\n',
      );
      for (const secret of [OPENAI_KEY, COMPATIBLE_KEY, ANTHROPIC_KEY, PROMPT, SYSTEM, ANSWER])
        expect(told).not.toContain(secret);
      if (typeof fault === 'object') expect(written).toContain(`HTTP ${fault.status}`);
    },
  );

  it('goes nowhere that variables of LangChain name', async () => {
    const names = ['LANGSMITH_TRACING', 'LANGSMITH_API_KEY', 'LANGCHAIN_TRACING_V2'];
    setVariables(names, 'true');
    const llm = await LlmHarness.start(server, { LLM_CHAIN: 'openai/gpt-5-mini', LOG_LEVEL: 'warn' });
    await llm.ask().finally(() => llm.stop());
    expect(variablesSet(names)).toEqual([]);
    for (const name of names) expect(written).toContain(name);
  });

  it('holds no key that a provider repeats in its refusal', async () => {
    const { createServer } = await import('node:http');
    const parrot = createServer((request, response) => {
      const said = `Incorrect API key provided: ${request.headers.authorization}`;
      response.writeHead(401, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { message: said, code: said, type: 'invalid_api_key' } }));
    });
    await new Promise<void>((resolve) => parrot.listen(0, '127.0.0.1', resolve));
    const { port } = parrot.address() as { port: number };
    const llm = await LlmHarness.start(
      { url: `http://127.0.0.1:${port}` },
      { LLM_CHAIN: 'openai/gpt-5-mini' },
    );
    const error: unknown = await llm.ask().catch((reason: unknown) => reason);
    await llm.stop();
    parrot.close();
    parrot.closeAllConnections();
    const told = `${written}${inspect(error, { depth: 9, showHidden: true })}`;
    expect(told).toContain('HTTP 401 (invalid_api_key)');
    expect(told).not.toContain(OPENAI_KEY);
  });
});

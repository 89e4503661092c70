import { ModelServer } from '../../../test/support/model-server/model-server';
import type { Fault } from '../../../test/support/model-server/behaviour';
import { A_VERDICT, LlmHarness } from '../../../test/support/llm-harness';

const MODELS = {
  openai: 'openai/gpt-5-mini',
  'openai-compatible': 'openai-compatible/local-model',
  anthropic: 'anthropic/claude-haiku-4-5',
  ollama: 'ollama/llama3.1:8b',
} as const;
const ATTEMPTS = 3;

interface Row {
  readonly fault: Fault;
  /** When it never ends: what became of each call, and of the question. */
  readonly outcomes: readonly string[];
  readonly result: string;
  /** Whether each call may have cost something that nobody told. */
  readonly unknownCost: boolean;
  /** When only the first call has it. */
  readonly once: { readonly outcomes: readonly string[]; readonly result: string };
}

const thrice = (outcome: string): string[] => Array.from({ length: ATTEMPTS }, () => outcome);
const name = (fault: Fault): string => (typeof fault === 'string' ? fault : JSON.stringify(fault));
const again = (fault: Fault, outcome: string, unknownCost: boolean): Row => ({
  fault,
  outcomes: thrice(outcome),
  result: 'llm.unavailable',
  unknownCost,
  once: { outcomes: [outcome, 'answered'], result: 'answered' },
});
const final = (fault: Fault, outcome: string, unknownCost: boolean): Row => ({
  fault,
  outcomes: [outcome],
  result: 'llm.unavailable',
  unknownCost,
  once: { outcomes: [outcome], result: 'llm.unavailable' },
});
const mended = (fault: Fault, unknownCost: boolean): Row => ({
  fault,
  outcomes: ['unusable', 'unusable'],
  result: 'llm.unusable-answer',
  unknownCost,
  once: { outcomes: ['unusable', 'answered'], result: 'mended' },
});

const ROWS: readonly Row[] = [
  {
    fault: 'ok',
    outcomes: ['answered'],
    result: 'answered',
    unknownCost: false,
    once: { outcomes: ['answered'], result: 'answered' },
  },
  again({ status: 429 }, 'rate-limited', false),
  again({ status: 429, retryAfterSeconds: 0 }, 'rate-limited', false),
  final({ status: 429, retryAfterSeconds: 3_600 }, 'rate-limited', false),
  again({ status: 408 }, 'failed', true),
  again({ status: 425 }, 'failed', false),
  again({ status: 500 }, 'failed', false),
  again({ status: 503 }, 'failed', false),
  final({ status: 400 }, 'failed', false),
  final({ status: 401 }, 'failed', false),
  final({ status: 404 }, 'failed', false),
  again('hang', 'timed-out', true),
  again('slow-drip', 'timed-out', true),
  again('drop', 'failed', true),
  again('drop-midway', 'failed', true),
  final('huge', 'failed', true),
  mended('malformed-json', true),
  mended('truncated', false),
  mended('prose', false),
  mended('wrong-shape', false),
  mended('empty', false),
];
/** These wait for the time limit, in which the call must reach the server; the others must not meet it on a busy machine. */
const SLOW: readonly Fault[] = ['hang', 'slow-drip'];
const ONCE = ROWS.filter(({ fault }) => !SLOW.includes(fault));

describe.each(Object.entries(MODELS))('a model over %s', (provider, chain) => {
  let server: ModelServer;
  let llm: LlmHarness;

  beforeAll(async () => {
    server = await ModelServer.start();
  });
  beforeEach(() => {
    server.reset();
    server.answerWith(() => A_VERDICT);
  });
  afterEach(() => llm.stop());
  afterAll(() => server.stop());

  const ask = async (fault: Fault): Promise<string> => {
    llm = await LlmHarness.start(server, {
      LLM_CHAIN: chain,
      LLM_PRICES: 'openai-compatible/local-model=1/2',
      LLM_ATTEMPTS: `${ATTEMPTS}`,
      LLM_TIMEOUT_MS: SLOW.includes(fault) ? '500' : '20000',
      LLM_MAX_ANSWER_BYTES: '100000',
    });
    return llm.ask().then(
      ({ value, repaired }) => {
        expect(value).toEqual(A_VERDICT);
        return repaired ? 'mended' : 'answered';
      },
      (error: { code: string }) => error.code,
    );
  };

  it.each(ROWS.map((row) => [name(row.fault), row] as const))('that gives %s, always', async (_, row) => {
    server.behave({ fault: row.fault });

    expect(await ask(row.fault)).toBe(row.result);
    expect(llm.calls.map(({ outcome }) => outcome)).toEqual(row.outcomes);
    expect(server.calls).toHaveLength(row.outcomes.length);
    // What may have been charged for stays set aside; all else is settled.
    expect(llm.purse.asked.map(({ actual }) => actual === null)).toEqual(
      row.outcomes.map(() => row.unknownCost),
    );
    expect(llm.calls.every(({ microUsd }) => (microUsd === null) === row.unknownCost)).toBe(true);
    expect(llm.calls.every((call) => call.provider === provider)).toBe(true);
  });

  it.each(ONCE.map((row) => [name(row.fault), row] as const))('that gives %s, once', async (_, row) => {
    server.script(row.fault);

    expect(await ask(row.fault)).toBe(row.once.result);
    expect(llm.calls.map(({ outcome }) => outcome)).toEqual(row.once.outcomes);
    expect(server.calls).toHaveLength(row.once.outcomes.length);
  });

  it('is told that its answer was cut off', async () => {
    server.script('truncated');
    await ask('truncated');
    expect(server.calls[1]!.text).toContain('cut off at 2000 tokens');
  });
});

import { A_VERDICT, LlmHarness } from '../../../test/support/llm-harness';
import { MemoryPurse } from '../../../test/support/memory-purse';
import { ModelServer } from '../../../test/support/model-server/model-server';
import { until } from '../../../test/support/until';

const OPENAI = 'openai/gpt-5-mini';
const CLAUDE = 'anthropic/claude-haiku-4-5';
const LLAMA = 'ollama/llama3.1:8b';

describe('language models', () => {
  let cloud: ModelServer;
  let local: ModelServer;
  let llm: LlmHarness;

  beforeAll(async () => {
    [cloud, local] = await Promise.all([ModelServer.start(), ModelServer.start()]);
  });
  beforeEach(() => {
    for (const server of [cloud, local]) {
      server.reset();
      server.answerWith(() => A_VERDICT);
    }
  });
  afterEach(() => llm.stop());
  afterAll(() => Promise.all([cloud.stop(), local.stop()]));

  const start = async (chain: string, env: Readonly<Record<string, string>> = {}): Promise<void> => {
    llm = await LlmHarness.start(cloud, { LLM_CHAIN: chain, ...env }, local);
  };

  describe('in a chain', () => {
    it('says when there are none', async () => {
      await start('');
      expect(llm.models.configured).toBe(false);
      await expect(llm.ask()).rejects.toMatchObject({ code: 'llm.not-configured' });
    });

    it('are asked first to last, and no further than the first that answers', async () => {
      await start(`${LLAMA},${CLAUDE}`);
      await expect(llm.ask()).resolves.toMatchObject({ provider: 'ollama', model: 'llama3.1:8b' });
      expect([local.calls.length, cloud.calls.length]).toEqual([1, 0]);
    });

    it('go from the local one to the cloud when that is down, whatever the protocol', async () => {
      await start(`${LLAMA},${CLAUDE},${OPENAI}`, { LLM_ATTEMPTS: '2' });
      local.behave({ fault: { status: 503 } });
      cloud.script({ status: 404 });
      await expect(llm.ask()).resolves.toMatchObject({ value: A_VERDICT, provider: 'openai' });
      expect(llm.calls.map(({ provider, outcome }) => [provider, outcome])).toEqual([
        ['ollama', 'failed'],
        ['ollama', 'failed'],
        ['anthropic', 'failed'],
        ['openai', 'answered'],
      ]);
    });

    it('do not wait longer for one than they may, but ask the next', async () => {
      await start(`${CLAUDE},${OPENAI}`, { LLM_MAX_RETRY_AFTER_MS: '1000' });
      cloud.script({ status: 429, retryAfterSeconds: 2 });
      await expect(llm.ask()).resolves.toMatchObject({ provider: 'openai' });
      expect(cloud.calls).toHaveLength(2);
    });

    it('ask the next at once when one is silent, and the last again', async () => {
      await start(`${LLAMA},${CLAUDE}`, { LLM_TIMEOUT_MS: '500', LLM_ATTEMPTS: '2' });
      for (const server of [local, cloud]) server.behave({ fault: 'hang' });
      await expect(llm.ask()).rejects.toMatchObject({ code: 'llm.unavailable' });
      expect([local.calls.length, cloud.calls.length]).toEqual([1, 2]);
    });

    it('wait as long as a provider asks them to', async () => {
      await start(OPENAI, { LLM_MAX_RETRY_AFTER_MS: '300' });
      cloud.script({ status: 429, retryAfterSeconds: 0.3 });
      await llm.ask();
      const [first, second] = cloud.calls;
      // Timers may be a moment early.
      expect(second!.at - first!.endedAt!).toBeGreaterThanOrEqual(290);
    });

    it('try one again that asks for no wait, however short a wait may be asked for', async () => {
      await start(OPENAI, { LLM_MAX_RETRY_AFTER_MS: '0', LLM_BACKOFF_MS: '200' });
      cloud.script({ status: 500 });
      await expect(llm.ask()).resolves.toMatchObject({ value: A_VERDICT });
      expect(cloud.calls).toHaveLength(2);
    });

    it('name why each did not answer when none does', async () => {
      await start(`${LLAMA},${CLAUDE},${OPENAI}`, { LLM_ATTEMPTS: '1' });
      local.behave({ fault: 'drop' });
      cloud.script({ status: 401 }, { status: 429 });
      const error = (await llm.ask().catch((reason: unknown) => reason)) as Error;
      expect(error).toMatchObject({ code: 'llm.unavailable', kind: 'unavailable' });
      expect(error.message).toMatch(
        /ollama\/llama3\.1:8b: the connection broke.*anthropic\/claude-haiku-4-5: HTTP 401.*openai\/gpt-5-mini: HTTP 429/,
      );
    });

    it('do not go on to the next one because of what an answer says', async () => {
      await start(`${LLAMA},${CLAUDE}`);
      local.answerWith(() => 'I would rather be asked by the other one.');
      await expect(llm.ask()).rejects.toMatchObject({ code: 'llm.unusable-answer' });
      expect([local.calls.length, cloud.calls.length]).toEqual([2, 0]);
    });
  });

  describe('asked to stop', () => {
    it('hang up on the provider, and keep what the call may have cost', async () => {
      await start(OPENAI);
      cloud.behave({ fault: 'hang' });
      const stop = new AbortController();
      const asked = llm.ask({ signal: stop.signal });
      asked.catch(() => undefined);
      await until(() => cloud.calls.length === 1);
      stop.abort(new Error('the run was cancelled'));
      await expect(asked).rejects.toThrow('the run was cancelled');
      await until(() => cloud.calls[0]!.aborted);
      expect(llm.calls).toMatchObject([{ outcome: 'aborted', microUsd: null }]);
      expect(llm.purse.asked).toMatchObject([{ actual: null }]);
    });

    it('do not wait for another attempt', async () => {
      await start(OPENAI, { LLM_BACKOFF_MS: '60000' });
      cloud.behave({ fault: { status: 429, retryAfterSeconds: 15 } });
      const stop = new AbortController();
      const asked = llm.ask({ signal: stop.signal, onCall: () => stop.abort(new Error('enough')) });
      await expect(asked).rejects.toThrow('enough');
      expect(cloud.calls).toHaveLength(1);
    });
  });

  describe('with so many calls at a time', () => {
    it('never make more', async () => {
      await start(OPENAI, { LLM_CONCURRENCY: '3' });
      const gate = aGate();
      let [open, most] = [0, 0];
      cloud.answerWith(async () => {
        open += 1;
        most = Math.max(most, open);
        await gate.opened;
        open -= 1;
        return A_VERDICT;
      });
      const all = Promise.all(Array.from({ length: 10 }, () => llm.ask()));
      await until(() => open === 3);
      // Round trips to the same server: a fourth call would be there by now.
      for (let trip = 0; trip < 20; trip += 1) await (await fetch(`${cloud.url}/_calls/count`)).text();
      expect(cloud.calls).toHaveLength(3);
      gate.open();
      await all;
      expect(most).toBe(3);
    });
  });

  describe('within a purse', () => {
    it('stop before the limit under fifty questions at once', async () => {
      await start(OPENAI, { LLM_MAX_OUTPUT_TOKENS: '100' });
      await llm.ask();
      const [{ most }] = llm.purse.asked as [MemoryPurse['asked'][number]];
      const limit = { tokens: Infinity, microUsd: most.microUsd * 4 };
      const purse = new MemoryPurse(limit);
      const answers = await Promise.allSettled(Array.from({ length: 50 }, () => llm.ask({ purse })));

      const refused = answers.filter((answer) => answer.status === 'rejected');
      expect(refused.length).toBeGreaterThan(0);
      expect(refused.every(({ reason }) => reason.code === 'llm.budget-spent')).toBe(true);
      expect(answers.length - refused.length).toBeGreaterThanOrEqual(4);
      expect(purse.mostMicroUsd).toBeLessThanOrEqual(limit.microUsd);
      // Who was refused made no call.
      expect(cloud.calls).toHaveLength(1 + answers.length - refused.length);
    });

    it('set aside at least as many tokens as the question can have, and the longest answer', async () => {
      await start(OPENAI, { LLM_MAX_OUTPUT_TOKENS: '100' });
      const user = '🙂'.repeat(10_000);
      await llm.ask({ user });
      // No tokenizer gives more than one token for a byte.
      expect(llm.purse.asked[0]!.most.tokens).toBeGreaterThan(Buffer.byteLength(user) + 100);
    });

    it('make no call, and ask no other model, when the purse refuses', async () => {
      await start(`${CLAUDE},${OPENAI}`);
      const purse = { reserve: () => Promise.reject(new Error('the run has stopped')) };
      await expect(llm.ask({ purse })).rejects.toThrow('the run has stopped');
      expect(cloud.calls).toHaveLength(0);
    });
  });

  it('mend an answer in the same conversation, told what was wrong with it', async () => {
    await start(CLAUDE);
    cloud.answerWith(({ id }) => (id === 1 ? { verdict: 'costs 42 dollars', reasons: ['a'] } : A_VERDICT));
    const review = ({ verdict }: { verdict: string }) =>
      /\d/.test(verdict) ? [{ kind: 'number', words: 'the verdict holds a number' }] : [];
    await expect(llm.ask({ review })).resolves.toMatchObject({ value: A_VERDICT, repaired: true });
    const [first, second] = cloud.calls;
    expect(second!.text.startsWith(first!.text)).toBe(true);
    expect(second!.text).toContain('costs 42 dollars');
    expect(second!.text).toContain('the verdict holds a number');
    expect(await llm.metric(`infra_mind_llm_repairs_total{${labels(CLAUDE)},outcome="mended"}`)).toBe(1);
  });

  it('tell of an answer that nobody can use the kinds of its faults, and none of its words', async () => {
    await start(CLAUDE);
    cloud.answerWith(() => ({ verdict: 'undefined \u009b {{x}}', reasons: ['NaN'] }));
    const review = ({ verdict, reasons }: { verdict: string; reasons: readonly string[] }) => [
      { kind: 'markup', words: `has ${verdict}` },
      ...['number', 'number'].map((kind) => ({ kind, words: `holds ${reasons.join()}` })),
    ];
    await expect(llm.ask({ review })).rejects.toMatchObject({
      code: 'llm.unusable-answer',
      message: `${CLAUDE} gave no usable answer, nor when asked to mend it. Faults of the last: 1 markup, 2 number.`,
    });
    expect(cloud.calls[1]!.text).toContain('holds NaN');
  });

  it('count calls, tokens and money', async () => {
    await start(OPENAI, { LLM_ATTEMPTS: '2', LLM_MAX_OUTPUT_TOKENS: '100' });
    cloud.script('drop');
    await llm.ask();
    const [lost, answered] = llm.purse.asked;
    const { inputTokens, outputTokens } = cloud.calls[1]!.usage!;
    const of = labels(OPENAI);
    const counted = await Promise.all(
      [
        `calls_total{${of},outcome="failed"}`,
        `calls_total{${of},outcome="answered"}`,
        `call_seconds_count{${of}}`,
        `tokens_total{${of},direction="in"}`,
        `tokens_total{${of},direction="out"}`,
        `micro_usd_total{${of},certainty="reported"}`,
        `micro_usd_total{${of},certainty="at-most"}`,
        'slot_wait_seconds_count',
      ].map((series) => llm.metric(`infra_mind_llm_${series}`)),
    );
    expect(counted).toEqual([
      1,
      1,
      2,
      inputTokens,
      outputTokens,
      answered!.actual!.microUsd,
      lost!.most.microUsd,
      2,
    ]);
    expect(answered!.actual).toEqual({
      tokens: inputTokens + outputTokens,
      microUsd: Math.ceil(inputTokens * 0.25 + outputTokens * 2),
    });
  });
});

function labels(name: string): string {
  const [provider, model] = name.split('/');
  return `provider="${provider}",model="${model}"`;
}

/** A promise that the test settles. */
function aGate(): { opened: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

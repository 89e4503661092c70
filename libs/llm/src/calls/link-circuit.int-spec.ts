import { A_VERDICT, LlmHarness } from '../../../../test/support/llm-harness';
import { ModelServer } from '../../../../test/support/model-server/model-server';
import { until } from '../../../../test/support/until';

const CLAUDE = 'anthropic/claude-haiku-4-5';
const LLAMA = 'ollama/llama3.1:8b';

describe('models with a circuit for each', () => {
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
  const ENV = { LLM_ATTEMPTS: '1', LLM_BREAKER_FAILURES: '3', LLM_BREAKER_COOLDOWN_MS: '60000' };
  let asked = 0;
  /** Each question is of another prompt. */
  const ask = (): Promise<unknown> => {
    asked += 1;
    const prompt = { id: `test.prompt-${asked}`, version: 1 };
    return llm.ask({ prompt }).catch((error: { code: string }) => error.code);
  };

  it('leave one alone that fails, try it once after a while, and come back to it', async () => {
    const clock = Date.now.bind(Date);
    let shift = 0;
    jest.spyOn(Date, 'now').mockImplementation(() => clock() + shift);
    await start(CLAUDE, ENV);
    cloud.behave({ fault: { status: 500 } });
    for (let i = 0; i < 3; i += 1) expect(await ask()).toBe('llm.unavailable');
    expect(llm.circuit(`llm:${CLAUDE}`)).toMatchObject({ state: 'open', opened: 1 });

    const reserved = llm.purse.asked.length;
    expect(await ask()).toBe('llm.unavailable');
    expect([cloud.calls.length, llm.purse.asked.length]).toEqual([3, reserved]);

    // Once the pause is over one call reaches the server, and fails.
    shift = 61_000;
    for (let i = 0; i < 3; i += 1) expect(await ask()).toBe('llm.unavailable');
    expect(cloud.calls).toHaveLength(4);
    expect(llm.circuit(`llm:${CLAUDE}`)).toMatchObject({ state: 'open', opened: 2 });

    cloud.behave({ fault: 'ok' });
    shift = 122_000;
    expect(await ask()).toMatchObject({ value: A_VERDICT });
    expect(cloud.calls).toHaveLength(5);
    expect(llm.circuit(`llm:${CLAUDE}`)).toMatchObject({ state: 'closed' });
  });

  it('go on with the next while one is left alone', async () => {
    await start(`${LLAMA},${CLAUDE}`, ENV);
    local.behave({ fault: { status: 503 } });
    for (let i = 0; i < 6; i += 1) await ask();
    expect([local.calls.length, cloud.calls.length]).toEqual([3, 6]);
  });

  it('answer the good questions of many runs while one agent of each always fails', async () => {
    await start(CLAUDE, { ...ENV, LLM_CONCURRENCY: '16' });
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    cloud.answerWith(() => opened.then(() => A_VERDICT));
    const good = Array.from({ length: 10 }, () => ask());
    await until(() => cloud.calls.length === 10);
    cloud.behave({ fault: { status: 500 } });
    for (let i = 0; i < 10; i += 1) await llm.ask().catch(() => undefined);
    cloud.behave({ fault: 'ok' });
    good.push(...Array.from({ length: 20 }, () => ask()));
    open();
    for (const answer of await Promise.all(good)) expect(answer).toMatchObject({ value: A_VERDICT });
    expect(llm.circuit(`llm:${CLAUDE}`)).toMatchObject({ state: 'closed', opened: 0 });
  });

  it('count a refused key, but neither a bad request nor an answer of no use', async () => {
    await start(CLAUDE, ENV);
    cloud.behave({ fault: { status: 400 } });
    for (let i = 0; i < 4; i += 1) await ask();
    cloud.behave({ fault: 'prose' });
    for (let i = 0; i < 4; i += 1) await ask();
    expect(llm.circuit(`llm:${CLAUDE}`)).toMatchObject({ state: 'closed', opened: 0 });

    cloud.behave({ fault: { status: 401 } });
    for (let i = 0; i < 3; i += 1) await ask();
    expect(llm.circuit(`llm:${CLAUDE}`)).toMatchObject({
      state: 'open',
      lastFailure: expect.stringContaining('HTTP 401'),
    });
  });

  it('do not count a question that its asker gave up', async () => {
    await start(CLAUDE, ENV);
    cloud.behave({ fault: 'hang' });
    for (let i = 1; i <= 4; i += 1) {
      const stop = new AbortController();
      const asked = llm.ask({ signal: stop.signal });
      asked.catch(() => undefined);
      await until(() => cloud.calls.length === i);
      stop.abort(new Error('enough'));
      await expect(asked).rejects.toThrow('enough');
    }
    expect(llm.circuit(`llm:${CLAUDE}`)).toMatchObject({ state: 'closed', opened: 0 });
  });
});

import { Redis } from 'ioredis';
import { PinoLogger } from 'nestjs-pino';
import { A_VERDICT, LlmHarness } from '../../../../test/support/llm-harness';
import { ModelServer } from '../../../../test/support/model-server/model-server';
import { testRedisUrl } from '../../../../test/support/stores';
import { TcpProxy } from '../../../../test/support/tcp-proxy';

const CLAUDE = 'anthropic/claude-haiku-4-5';
const LLAMA = 'ollama/llama3.1:8b';

describe('the cache of answers', () => {
  let cloud: ModelServer;
  let local: ModelServer;
  let redis: Redis;
  let llm: LlmHarness;
  let proxy: TcpProxy;
  let cases = 0;

  beforeAll(async () => {
    [cloud, local] = await Promise.all([ModelServer.start(), ModelServer.start()]);
    redis = new Redis(testRedisUrl());
    proxy = new TcpProxy(new URL(testRedisUrl()));
    await proxy.open();
  });
  beforeEach(() => {
    cases += 1;
    for (const server of [cloud, local]) {
      server.reset();
      server.answerWith(() => A_VERDICT);
    }
  });
  afterEach(() => llm.stop());
  afterAll(async () => {
    redis.disconnect();
    await Promise.all([proxy.shut(), cloud.stop(), local.stop()]);
  });

  const prefix = (): string => `llm-cache-${cases}`;
  const start = async (env: Readonly<Record<string, string>> = {}): Promise<void> => {
    const defaults = { LLM_CHAIN: CLAUDE, LLM_CACHE_HOURS: '1', REDIS_PREFIX: prefix() };
    llm = await LlmHarness.start(cloud, { ...defaults, ...env }, local);
  };
  const entryKeys = (): Promise<string[]> => redis.keys(`${prefix()}:llm:answer:*`);
  const lookups = (outcome: string): Promise<number> =>
    llm.metric(`infra_mind_llm_cache_lookups_total{outcome="${outcome}"}`);

  it('answers the same question again without a call and for nothing', async () => {
    await start();
    await expect(llm.ask()).resolves.toMatchObject({ fromCache: false });
    await expect(llm.ask()).resolves.toEqual({
      value: A_VERDICT,
      provider: 'anthropic',
      model: 'claude-haiku-4-5',
      repaired: false,
      fromCache: true,
    });
    expect(cloud.calls).toHaveLength(1);
    expect(llm.purse.asked).toHaveLength(1);
    expect(llm.calls[1]).toMatchObject({
      outcome: 'from-cache',
      inputTokens: 0,
      outputTokens: 0,
      microUsd: 0,
    });
    expect([await lookups('hit'), await lookups('miss')]).toEqual([1, 1]);
  });

  it('is in Redis, so that other processes have it too, and not for longer than configured', async () => {
    await start();
    await llm.ask();
    await llm.stop();
    const [key] = await entryKeys();
    expect(await redis.ttl(key!)).toBeGreaterThan(3_500);
    expect(await redis.ttl(key!)).toBeLessThanOrEqual(3_600);
    await start();
    await expect(llm.ask()).resolves.toMatchObject({ fromCache: true });
  });

  it.each([
    ['of another tenant', { tenantId: 'tenant-b' }],
    ['in other words', { user: 'Does it fit now?' }],
    ['with another system prompt', { system: 'Give a harsh verdict.' }],
    ['to another version of the prompt', { prompt: { id: 'test.verdict', version: 2 } }],
    ['to another prompt', { prompt: { id: 'test.other', version: 1 } }],
  ])('gives nothing to a question %s', async (_, over) => {
    await start();
    await llm.ask();
    await expect(llm.ask(over)).resolves.toMatchObject({ fromCache: false });
    expect(cloud.calls).toHaveLength(2);
  });

  it('gives nothing to a question to another model', async () => {
    await start();
    await llm.ask();
    await llm.stop();
    await start({ LLM_CHAIN: 'anthropic/claude-sonnet-5' });
    await expect(llm.ask()).resolves.toMatchObject({ fromCache: false, model: 'claude-sonnet-5' });
  });

  it('gives what a later model of the chain had answered, before the first is tried again', async () => {
    await start({ LLM_CHAIN: `${LLAMA},${CLAUDE}`, LLM_ATTEMPTS: '1' });
    local.behave({ fault: { status: 503 } });
    await llm.ask();
    await expect(llm.ask()).resolves.toMatchObject({ provider: 'anthropic', fromCache: true });
    expect(local.calls).toHaveLength(1);
  });

  it('forgets the answers of one tenant when told to, and no other', async () => {
    await start();
    const ask = async (tenantId: string): Promise<boolean> => (await llm.ask({ tenantId })).fromCache;
    await ask('tenant-a');
    await ask('tenant-b');
    await llm.cache.invalidate('tenant-a');
    expect([await ask('tenant-a'), await ask('tenant-b')]).toEqual([false, true]);
    expect(await ask('tenant-a')).toBe(true);
  });

  it('forgets the answers to one prompt of a tenant when told to, and no other', async () => {
    await start();
    const ask = async (id: string): Promise<boolean> =>
      (await llm.ask({ prompt: { id, version: 1 } })).fromCache;
    await ask('narrate.cto');
    await ask('narrate.mlops');
    await llm.cache.invalidate('tenant-a', 'narrate.cto');
    expect([await ask('narrate.cto'), await ask('narrate.mlops')]).toEqual([false, true]);
  });

  it('keeps nothing for later that was asked before an invalidation and answered after it', async () => {
    await start();
    await llm.ask({ user: 'something else, so that there is a generation' });
    cloud.answerWith(async () => {
      await llm.cache.invalidate('tenant-a');
      return A_VERDICT;
    });
    await llm.ask();
    cloud.answerWith(() => A_VERDICT);
    await expect(llm.ask()).resolves.toMatchObject({ fromCache: false });
  });

  it('takes a lost generation for an invalidation', async () => {
    await start();
    await llm.ask();
    const generations = await redis.keys(`${prefix()}:llm:generation:*`);
    expect(generations).toHaveLength(2);
    await redis.del(...generations);
    await expect(llm.ask()).resolves.toMatchObject({ fromCache: false });
  });

  it('keeps no answer that could not be used', async () => {
    await start();
    cloud.answerWith(() => 'prose');
    await llm.ask().catch(() => undefined);
    expect(await entryKeys()).toEqual([]);
  });

  describe('beside the queues', () => {
    const counter = () => `${prefix()}:llm:answer-bytes`;
    const half = 32 * 1024 * 1024;

    it('counts at least what Redis takes for what is kept, for as long as the first of it lives', async () => {
      await start();
      await llm.ask();
      const [key] = await entryKeys();
      const counted = Number(await redis.get(counter()));
      expect(counted).toBeGreaterThanOrEqual((await redis.memory('USAGE', key!))!);
      expect(counted).toBeLessThan(2_000);
      expect(await redis.ttl(counter())).toBeGreaterThan(3_500);
      await llm.ask({ user: 'Does it fit now?' });
      expect(Number(await redis.get(counter()))).toBeGreaterThan(counted * 1.9);
    });

    it('keeps nothing more once its room is taken, and keeps again in the next span', async () => {
      await start();
      await redis.set(counter(), half - 100, 'EX', 60);
      await llm.ask();
      expect(await entryKeys()).toEqual([]);
      expect(await redis.ttl(counter())).toBeLessThanOrEqual(60);
      await redis.del(counter());
      await llm.ask();
      expect(await entryKeys()).toHaveLength(1);
    });

    it('ends nowhere on a Redis of its own, which may evict', async () => {
      await start({ CACHE_REDIS_URL: testRedisUrl() });
      await redis.set(counter(), half);
      await llm.ask();
      expect(await entryKeys()).toHaveLength(1);
      await redis.del(counter());
    });

    it.each([
      ['with one Redis', {}, 1],
      ['not with a second one', { CACHE_REDIS_URL: testRedisUrl() }, 0],
      ['not without a cache', { LLM_CACHE_HOURS: '0' }, 0],
    ])('says once at the start where its bound is, %s', async (_, env, lines) => {
      const info = jest.spyOn(PinoLogger.prototype, 'info');
      await start(env);
      const said = info.mock.calls.filter(([, text]) => String(text).includes('CACHE_REDIS_URL'));
      info.mockRestore();
      expect(said.map(([fields]) => fields)).toEqual(Array(lines).fill({ mostMiB: 64, hours: 1 }));
    });
  });

  it('keeps no answer of unusual size', async () => {
    await start({ LLM_MAX_OUTPUT_TOKENS: '100000' });
    cloud.answerWith(() => ({ verdict: 'x'.repeat(70_000), reasons: [] }));
    await llm.ask();
    expect(await entryKeys()).toEqual([]);
  });

  it.each([
    ['of another shape', { verdict: 7 }],
    ['that the review refuses', { verdict: 'injected', reasons: [] }],
  ])('does not trust an entry %s', async (_, poison) => {
    await start();
    const review = ({ verdict }: { verdict: string }) =>
      verdict === 'injected' ? [{ kind: 'injected', words: 'no' }] : [];
    await llm.ask({ review });
    const [key] = await entryKeys();
    const entry = JSON.parse((await redis.get(key!))!) as object;
    await redis.set(key!, JSON.stringify({ ...entry, answer: poison }));
    await expect(llm.ask({ review })).resolves.toMatchObject({ value: A_VERDICT, fromCache: false });
    expect(await lookups('rejected')).toBe(1);
  });

  it('passes over an entry that is no entry', async () => {
    await start();
    await llm.ask();
    const [key] = await entryKeys();
    await redis.set(key!, '{"generations":');
    await expect(llm.ask()).resolves.toMatchObject({ fromCache: false });
  });

  it('is passed over while its Redis does not answer', async () => {
    await start({ CACHE_REDIS_URL: proxy.url, REDIS_TIMEOUT_MS: '32000' });
    await llm.ask();
    proxy.freeze();
    // Whoever waits for the cache as for any Redis waits as long as this command.
    const command = llm.cache['redis'].cache.get('x').catch(() => 'the command gave up first');
    const first = await Promise.race([command, llm.ask()]).finally(() => proxy.thaw());
    expect(first).toMatchObject({ fromCache: false });
    expect(await lookups('skipped')).toBe(1);
  });

  it('is passed over while its Redis is away, and tells who wants to invalidate', async () => {
    await start({ CACHE_REDIS_URL: proxy.url });
    await llm.ask();
    await expect(llm.ask()).resolves.toMatchObject({ fromCache: true });
    await proxy.shut();
    await expect(llm.ask()).resolves.toMatchObject({ fromCache: false });
    expect(await lookups('skipped')).toBe(1);
    await expect(llm.cache.invalidate('tenant-a')).rejects.toMatchObject({ code: 'llm.cache-unavailable' });
    await proxy.open();
  });

  it('is off with a time of nought', async () => {
    await start({ LLM_CACHE_HOURS: '0' });
    await llm.ask();
    await expect(llm.ask()).resolves.toMatchObject({ fromCache: false });
    expect(await redis.keys(`${prefix()}:*`)).toEqual([]);
  });
});

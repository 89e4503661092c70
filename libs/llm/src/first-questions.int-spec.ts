import { A_VERDICT, LlmHarness } from '../../../test/support/llm-harness';
import { ModelServer } from '../../../test/support/model-server/model-server';

describe('the first questions of a process', () => {
  let server: ModelServer;
  let llm: LlmHarness;

  beforeAll(async () => {
    server = await ModelServer.start();
    server.answerWith(() => A_VERDICT);
    const env = { LLM_CHAIN: 'ollama/llama3.1:8b', LLM_CACHE_HOURS: '1', REDIS_PREFIX: 'llm-first' };
    llm = await LlmHarness.start(server, env);
  });
  afterAll(async () => {
    await llm.stop();
    await server.stop();
  });

  it('find the cache as awake as all later ones', async () => {
    const users = ['one', 'two', 'three', 'four', 'five', 'six'];
    await Promise.all(users.map((user) => llm.ask({ user })));
    await Promise.all(users.map((user) => llm.ask({ user })));
    expect(llm.circuit('model-cache')).toMatchObject({ state: 'closed', opened: 0 });
    expect(await llm.metric('infra_mind_llm_cache_lookups_total{outcome="hit"}')).toBe(users.length);
    expect(server.calls).toHaveLength(users.length);
  });
});

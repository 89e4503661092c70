import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Reservation } from '../purse';
import { A_VERDICT, LlmHarness } from '../../../../test/support/llm-harness';
import { ModelServer } from '../../../../test/support/model-server/model-server';

const CHAIN = 'openai/gpt-5-mini';
const CALLS = 'infra_mind_llm_calls_total{provider="openai",model="gpt-5-mini"';

describe('a call that is paid for', () => {
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

  const start = async (cloud: { readonly url: string } = server): Promise<void> => {
    llm = await LlmHarness.start(cloud, { LLM_CHAIN: CHAIN, LLM_ATTEMPTS: '1' });
  };

  describe('out of a purse that cannot be told what it cost', () => {
    const purse = {
      reserve: (): Promise<Reservation> =>
        Promise.resolve({ settle: () => Promise.reject(new Error('the purse is away')) }),
    };
    beforeEach(() => start());

    it('gives its answer all the same, and is told of', async () => {
      await expect(llm.ask({ purse })).resolves.toMatchObject({ value: A_VERDICT });
      expect(llm.calls).toMatchObject([{ outcome: 'answered', microUsd: expect.any(Number) as number }]);
      expect(await llm.metric(`${CALLS},outcome="answered"}`)).toBe(1);
    });

    it('says why there is no answer, and is told of', async () => {
      server.script({ status: 500 });
      await expect(llm.ask({ purse })).rejects.toMatchObject({
        code: 'llm.unavailable',
        message: expect.stringContaining('HTTP 500') as string,
      });
      expect(llm.calls).toMatchObject([{ outcome: 'failed', microUsd: 0 }]);
      expect(await llm.metric(`${CALLS},outcome="failed"}`)).toBe(1);
    });
  });

  it('costs nothing when its question was given up before anything was sent', async () => {
    await start();
    const stop = new AbortController();
    const purse = {
      reserve: async (most: Parameters<typeof llm.purse.reserve>[0]) => {
        const reservation = await llm.purse.reserve(most);
        stop.abort(new Error('changed its mind'));
        return reservation;
      },
    };
    await expect(llm.ask({ purse, signal: stop.signal })).rejects.toThrow('changed its mind');
    expect([server.calls.length, llm.calls.length]).toEqual([0, 0]);
    expect(llm.purse.asked).toMatchObject([{ actual: { tokens: 0, microUsd: 0 } }]);
  });

  describe('through a gateway', () => {
    let gateway: Server;
    let says: { status: number; body: string };
    beforeAll(async () => {
      gateway = createServer((_request, response) => {
        response.writeHead(says.status, { 'content-type': 'application/json' }).end(says.body);
      });
      await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    });
    beforeEach(() => start({ url: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}` }));
    afterAll(() => {
      gateway.close();
      gateway.closeAllConnections();
    });

    it.each([502, 504, 520, 524, 527])('keeps what it may have cost after HTTP %i', async (status) => {
      says = { status, body: '' };
      await expect(llm.ask()).rejects.toMatchObject({ code: 'llm.unavailable' });
      expect(llm.calls).toMatchObject([{ outcome: 'failed', microUsd: null }]);
      expect(llm.purse.asked).toMatchObject([{ actual: null }]);
    });

    it.each([500, 503, 529, 429, 404])('costs nothing after HTTP %i', async (status) => {
      says = { status, body: '' };
      await expect(llm.ask()).rejects.toMatchObject({ code: 'llm.unavailable' });
      expect(llm.purse.asked).toMatchObject([{ actual: { tokens: 0, microUsd: 0 } }]);
    });

    it.each(['{"error":"no such model"}', '{"error":{"code":"undefined"}}', '{}'])(
      'tells of %s only the status',
      async (body) => {
        says = { status: 404, body };
        await expect(llm.ask()).rejects.toMatchObject({
          message: `No language model answered: ${CHAIN}: HTTP 404.`,
        });
      },
    );
  });
});

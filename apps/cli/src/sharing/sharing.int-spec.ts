import { CommandBench } from '../../../../test/support/command-bench';

const LINK = {
  ...{ id: 'l1', runId: 'r1', state: 'open', audience: 'cfo', language: 'de', by: 'ada' },
  ...{ createdAt: '2026-11-22T00:00:00.000Z', expiresAt: '2026-12-06T00:00:00.000Z' },
  ...{ maxViews: 20, views: 3, lastViewedAt: null, revokedAt: null },
};
const PATH = '/v1/runs/r1/share-links';

let bench: CommandBench;
beforeEach(async () => {
  bench = await CommandBench.open();
});
afterEach(() => bench.close());

const run = (...args: string[]) => bench.run('share', ...args, '--server', bench.url);

describe('infra-mind share', () => {
  it('makes a link by its terms, and gives its address first', async () => {
    bench.api.json(`POST ${PATH}`, { ...LINK, url: 'http://127.0.0.1/shared/t0ken' }, 201);
    const terms = [
      '--audience',
      'cfo',
      '--language',
      'de',
      '--days',
      '14',
      '--max-views',
      '20',
      '--by',
      'ada',
    ];
    const { exit, out } = await run('create', 'r1', ...terms);
    expect(exit).toBe(0);
    expect(out.split('\n')[0]).toBe('http://127.0.0.1/shared/t0ken');
    expect(out).toContain('shown this once');
    const [sent] = bench.api.requests(`POST ${PATH}`);
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      ...{ audience: 'cfo', language: 'de', expiresInDays: 14, maxViews: 20, by: 'ada' },
    });
    expect((await run('create', 'r1', '--days', 'many')).err).toContain(
      '--days many: expected a whole number',
    );
  });

  it('sends the making of a link once, whatever the answer', async () => {
    bench.api.json(`POST ${PATH}`, { status: 503, code: 'x', detail: 'Busy.' }, 503);
    expect((await run('create', 'r1')).exit).toBe(1);
    expect(bench.api.requests(`POST ${PATH}`)).toHaveLength(1);
  });

  it('lists links with their views and state', async () => {
    const used = { ...LINK, id: 'l2', state: 'revoked', audience: null, maxViews: null, by: null };
    bench.api.json(`GET ${PATH}`, { items: [LINK, used], nextCursor: null });
    expect((await run('list', 'r1')).out.split('\n')).toEqual([
      'id  state    until       views    for        by',
      'l1  open     2026-12-06  3 of 20  cfo        ada',
      'l2  revoked  2026-12-06  3        everybody',
      '',
    ]);
  });

  it('revokes a link, and says of one that is not there what to do', async () => {
    bench.api.on('DELETE /v1/share-links/l1', (_request, response) => response.writeHead(204).end());
    const { exit, out } = await run('revoke', 'l1', '--json');
    expect([exit, JSON.parse(out)]).toEqual([0, { id: 'l1', state: 'revoked' }]);
    const detail = 'There is no share link l2.';
    bench.api.json('DELETE /v1/share-links/l2', { status: 404, code: 'share-link.not-found', detail }, 404);
    const missing = await run('revoke', 'l2');
    expect(missing.exit).toBe(2);
    expect(missing.err).toContain(detail);
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandBench } from '../../../../test/support/command-bench';

const APPROVAL = {
  id: 'ap1',
  state: 'pending',
  subjectKey: 'recommendation:a1:w1.host',
  contentHash: 'ab'.repeat(32),
  stale: false,
  workflowId: 'spend',
  workflowVersion: 2,
  steps: [
    {
      name: 'Engineering',
      role: 'engineer',
      quorum: 2,
      approvals: 1,
      state: 'current',
      deadline: '2026-11-25T09:30:00.000Z',
    },
    { name: 'Finance', role: 'cfo', quorum: 1, approvals: 0, state: 'ahead', deadline: null },
  ],
  waitingFor: ['bob'],
  by: 'ann',
  note: 'Before\nFriday',
  createdAt: '2026-11-22T09:30:00.000Z',
  endedAt: null,
  version: 4,
  entries: [
    {
      ...{
        at: '2026-11-22T10:00:00.000Z',
        by: 'eve',
        as: 'engineer',
        onBehalfOf: 'cid',
        step: 'Engineering',
      },
      ...{ decision: 'approve', comment: '\u001b[2JSound', delegateTo: null },
    },
  ],
};
const WORKFLOW = {
  id: 'spend',
  name: 'Spending',
  version: 3,
  steps: [{ name: 'Finance', role: 'cfo', quorum: 1 }],
  members: [{ person: 'dan', roles: ['cfo'] }],
};

let bench: CommandBench;
beforeEach(async () => {
  bench = await CommandBench.open();
});
afterEach(() => bench.close());

const run = (...args: string[]) => bench.run('approvals', ...args, '--server', bench.url);
const bodyOf = (route: string) => JSON.parse(bench.api.requests(route)[0]?.body ?? 'null') as unknown;

describe('infra-mind approvals', () => {
  it('lists all pages of those that pass the filter', async () => {
    bench.api.on('GET /v1/approvals', (request, response) => {
      const isNext = request.url?.includes('cursor=next');
      const item = isNext
        ? { ...APPROVAL, id: 'ap2', state: 'approved', stale: true, waitingFor: [] }
        : APPROVAL;
      response.end(JSON.stringify({ items: [item], nextCursor: isNext ? null : 'next' }));
    });
    const { exit, out } = await run('list', '--waiting-for', 'bob');
    expect(exit).toBe(0);
    expect(out.split('\n')).toEqual([
      'id   state            subject                    waiting for',
      'ap1  pending          recommendation:a1:w1.host  bob',
      'ap2  approved, stale  recommendation:a1:w1.host',
      '',
    ]);
    expect(bench.api.requests('GET /v1/approvals')[0]?.path).toContain('waitingFor=bob');
    const { out: json } = await run('list', '--json');
    expect(JSON.parse(json)).toMatchObject({ items: [{ id: 'ap1' }, { id: 'ap2' }], more: false });
  });

  it('shows the steps, who is waited for and all that was said', async () => {
    bench.api.json('GET /v1/approvals/ap1', APPROVAL);
    const { exit, out } = await run('show', 'ap1');
    expect(exit).toBe(0);
    expect(out).toContain('recommendation:a1:w1.host: pending');
    expect(out).toContain('asked for by ann, 2026-11-22 09:30: Before Friday');
    expect(out).toMatch(/Engineering {2}engineer {2}1 of 2 {2}current {2}2026-11-25 09:30/);
    expect(out).toContain('waiting for bob');
    expect(out).toContain('2026-11-22 10:00  eve as engineer for cid, Engineering: approve. ␛[2JSound');
    expect(out).not.toContain('\u001b');
  });

  it('asks for the approval of a recommendation or a report, and of no third thing', async () => {
    bench.api.json('POST /v1/approvals', APPROVAL, 201);
    const asked = ['request', '--workflow', 'spend', '--by', 'ann'];
    expect((await run(...asked, '--recommendation', 'a1:w1.host', '--note', 'Please')).exit).toBe(0);
    expect(bodyOf('POST /v1/approvals')).toEqual({
      workflowId: 'spend',
      subject: { kind: 'recommendation', assessmentId: 'a1', key: 'w1.host' },
      by: 'ann',
      note: 'Please',
    });
    const both = await run(...asked, '--recommendation', 'a1:w1.host', '--report', 'r1');
    const neither = await run(...asked);
    const bare = await run(...asked, '--recommendation', 'w1.host');
    expect([both.exit, neither.exit, bare.exit]).toEqual([2, 2, 2]);
    expect(neither.err).toContain('either --report RUN or --recommendation ID');
    expect(bench.api.requests('POST /v1/approvals')).toHaveLength(1);
  });

  it.each([
    [['approve', '--by', 'bob', '--as', 'engineer'], { by: 'bob', as: 'engineer', decision: 'approve' }],
    [
      ['delegate', '--by', 'bob', '--as', 'engineer', '--to', 'eve'],
      { by: 'bob', as: 'engineer', decision: 'delegate', delegateTo: 'eve' },
    ],
    [
      ['comment', '--by', 'ann', '--as', 'requester', '--comment', 'Soon?'],
      { by: 'ann', as: 'requester', decision: 'comment', comment: 'Soon?' },
    ],
  ])('decides on the version that it has read: %j', async ([verb = '', ...options], body) => {
    bench.api.json('GET /v1/approvals/ap1', APPROVAL).json('POST /v1/approvals/ap1/decisions', APPROVAL);
    expect((await run(verb, 'ap1', ...options)).exit).toBe(0);
    expect(bodyOf('POST /v1/approvals/ap1/decisions')).toEqual(body);
    expect(bench.api.requests('POST /v1/approvals/ap1/decisions')[0]?.headers['if-match']).toBe('"v4"');
  });

  it('says why something was refused, and what to do', async () => {
    const refusal = {
      status: 409,
      code: 'approval.ended',
      detail: 'Approval ap1 is expired, which is final.',
    };
    bench.api.json('GET /v1/approvals/ap1', APPROVAL).json('POST /v1/approvals/ap1/withdrawal', refusal, 409);
    const { exit, err } = await run('withdraw', 'ap1', '--by', 'ann', '--comment', 'Later');
    expect([exit, bodyOf('POST /v1/approvals/ap1/withdrawal')]).toEqual([1, { by: 'ann', comment: 'Later' }]);
    expect(err).toContain('Approval ap1 is expired, which is final.');
    expect((await run('delegate', 'ap1', '--by', 'bob', '--as', 'engineer')).err).toContain('--to <name>');
  });

  it('defines a workflow by a file, names the mistakes in it by line, and lists workflows', async () => {
    const path = join(bench.directory, 'spend.yaml');
    writeFileSync(path, 'name: Spending\nsteps:\n  - name: Finance\n    quorum: 5\nmembers: []\n');
    bench.api.json('PUT /v1/approval-workflows/spend', WORKFLOW);
    const { exit, out } = await run('define', 'spend', path, '--replaces', '2');
    expect(exit).toBe(0);
    expect(out).toContain('spend  3        1       Finance (1 × cfo)  Spending');
    const [sent] = bench.api.requests('PUT /v1/approval-workflows/spend');
    expect([sent?.headers['if-match'], JSON.parse(sent?.body ?? '')]).toMatchObject([
      '"v2"',
      { name: 'Spending' },
    ]);
    const errors = [{ pointer: '/steps/0/quorum', detail: 'expected at most 0' }];
    bench.api.json(
      'PUT /v1/approval-workflows/spend',
      { status: 400, code: 'x', detail: 'See errors.', errors },
      400,
    );
    const wrong = await run('define', 'spend', path);
    expect(wrong.exit).toBe(2);
    expect(wrong.err).toMatch(/spend\.yaml:4:\d+ {2}\/steps\/0\/quorum/);
    bench.api.json('GET /v1/approval-workflows', { items: [], nextCursor: null });
    expect((await run('workflows')).out).toContain('approvals define');
  });
});

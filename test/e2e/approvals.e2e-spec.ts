import { APPROVAL_MODELS, ApprovalsService, ApprovalSweeper } from '@app/approvals';
import { FOLLOW_UP_MODEL } from '@app/synthesis';
import { getConnectionToken } from '@nestjs/mongoose';
import type { Connection } from 'mongoose';
import { aDraft, anOutput } from '../support/agent-output.builder';
import { aCrowd, oneChat, people, spend, type Asked } from '../support/approval.builder';
import { startApi, type ApiHarness } from '../support/api-harness';
import { RunHarness, TENANT, aTeam } from '../support/run-harness';

describe('approvals over HTTP', () => {
  let api: ApiHarness;
  let worker: RunHarness;
  let runId: string;
  let title = 'Do it';

  beforeAll(async () => {
    const team = aTeam({
      cto: () =>
        anOutput({
          agent: 'cto',
          recommendations: [aDraft({ key: 'w1.host', title }), aDraft({ key: 'w1.other' })],
        }),
    });
    worker = await RunHarness.start('e2e-approvals', team);
    api = await startApi('e2e-approvals', { DEFAULT_TENANT: TENANT });
    await put('spend', spend);
    await put('five', aCrowd(5));
    await put('twenty', aCrowd(20));
    runId = await run(await assess());
  });
  afterAll(async () => {
    await api?.close();
    await worker?.stop();
  });

  const send = (
    method: 'GET' | 'POST' | 'PUT',
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ) => api.fastify.inject({ method, url, headers, ...(payload && { payload }) });
  const put = (id: string, body: object, ifMatch?: string) =>
    send('PUT', `/v1/approval-workflows/${id}`, body, ifMatch ? { 'if-match': ifMatch } : {});
  const assess = async () => (await send('POST', '/v1/assessments', oneChat)).json<{ id: string }>().id;
  const run = async (assessmentId: string): Promise<string> => {
    const { id } = (await send('POST', `/v1/assessments/${assessmentId}/runs`)).json<{ id: string }>();
    await worker.untilEnded(id);
    return id;
  };
  const ofReport = () => ({ kind: 'report', runId });
  const start = async (workflowId: string, subject: object = ofReport()): Promise<Asked> =>
    (await send('POST', '/v1/approvals', { workflowId, subject, by: 'ann', note: 'Please.' })).json<Asked>();
  const say = (id: string, by: string, as: string, decision: string, more: object = {}, ifMatch = '*') =>
    send('POST', `/v1/approvals/${id}/decisions`, { by, as, decision, ...more }, { 'if-match': ifMatch });
  const read = async (id: string): Promise<Asked> => (await send('GET', `/v1/approvals/${id}`)).json<Asked>();
  const of = (model: string) => api.app.get<Connection>(getConnectionToken()).model(model).collection;
  const stored = () => of(APPROVAL_MODELS.approval);
  const runOut = (id: string) =>
    stored().updateOne({ _id: id as never }, { $set: { stepDeadline: new Date(Date.now() - 1) } });

  it('keeps every version of a workflow, and what was started by its own', async () => {
    expect((await put('versions', spend)).statusCode).toBe(201);
    expect((await put('versions', spend)).json()).toMatchObject({
      status: 412,
      code: 'approval-workflow.changed',
    });
    const { id } = await start('versions');
    const changed = { ...spend, steps: [spend.steps[1]!] };
    const second = await put('versions', changed, '"v1"');
    expect([second.statusCode, second.headers.etag]).toEqual([200, '"v2"']);
    const before = (await send('GET', '/v1/approval-workflows/versions?version=1')).json();
    expect(before).toMatchObject({ version: 1, steps: [{ name: 'Engineering' }, { name: 'Finance' }] });
    const steps = [{ role: 'engineer' }, { role: 'cfo' }];
    expect(await read(id)).toMatchObject({ workflowVersion: 1, steps });
    expect((await send('GET', '/v1/approval-workflows?fields=id')).json()).toMatchObject({
      items: expect.arrayContaining([{ id: 'spend' }, { id: 'versions' }]),
    });
  });

  it('refuses a workflow that nobody could finish', async () => {
    const steps = [{ ...spend.steps[0], quorum: 2 }, spend.steps[0]];
    expect((await put('never', { ...spend, steps })).json()).toMatchObject({
      status: 400,
      code: 'approval-workflow.invalid',
      errors: [{ pointer: '/steps/1/name' }, { pointer: '/steps/0/quorum' }],
    });
    expect((await put('Bad id', spend)).json()).toMatchObject({ code: 'approval-workflow.bad-id' });
  });

  it('goes through its steps, each decision with who, as what and when, under If-Match', async () => {
    const started = await start('spend');
    expect(started).toMatchObject({ state: 'pending', waitingFor: ['ann'], stale: false, version: 1 });
    const bare = await send('POST', `/v1/approvals/${started.id}/decisions`, {
      by: 'ann',
      as: 'engineer',
      decision: 'approve',
    });
    expect(bare.json()).toMatchObject({ status: 428 });
    const first = await say(started.id, 'ann', 'engineer', 'approve', { comment: 'Sound.' }, '"v1"');
    expect(first.headers.etag).toBe('"v2"');
    expect((await say(started.id, 'dan', 'cfo', 'approve', {}, '"v1"')).json()).toMatchObject({
      status: 412,
      code: 'approval.changed',
    });
    expect((await say(started.id, 'ann', 'cfo', 'approve')).json()).toMatchObject({ status: 403 });
    await say(started.id, 'dan', 'cfo', 'approve', {}, '"v2"');
    const done = await read(started.id);
    expect(done).toMatchObject({
      state: 'approved',
      contentHash: started.contentHash,
      entries: [
        { by: 'ann', as: 'engineer', step: 'Engineering', comment: 'Sound.', onBehalfOf: null },
        { by: 'dan', as: 'cfo', step: 'Finance' },
      ],
    });
    expect(Math.abs(Date.parse(done.entries[0]!.at) - Date.now())).toBeLessThan(600_000);
    expect((await say(started.id, 'dan', 'cfo', 'reject')).json()).toMatchObject({
      status: 409,
      code: 'approval.ended',
    });
  });

  it('reaches a quorum exactly once, however many decide at once', async () => {
    const five = await start('five');
    const answers = await Promise.all(people.map((person) => say(five.id, person, 'voter', 'approve')));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([
      ...Array<number>(5).fill(200),
      ...Array<number>(15).fill(409),
    ]);
    expect(answers.filter((answer) => answer.json<Asked>().state === 'approved')).toHaveLength(1);
    const { entries, version } = await read(five.id);
    expect(new Set(entries.map(({ by }) => by)).size).toBe(5);
    expect([entries.length, version]).toEqual([5, 6]);
  });

  it('loses none of twenty votes that are all needed, and takes one of twenty by the same person', async () => {
    const twenty = await start('twenty');
    const same = await Promise.all(people.map(() => say(twenty.id, 'p1', 'voter', 'approve')));
    expect(same.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
    await Promise.all(people.map((person) => say(twenty.id, person, 'voter', 'approve')));
    const { state, entries } = await read(twenty.id);
    expect([state, entries.length, new Set(entries.map(({ by }) => by)).size]).toEqual(['approved', 20, 20]);
  });

  it('has expired once its time is over, by whoever looks first, and stays so', async () => {
    const [byRead, byDecision, bySweep] = await Promise.all([1, 2, 3].map(() => start('spend')));
    await runOut(bySweep!.id);
    await worker.get(ApprovalSweeper).sweep();
    expect(await stored().findOne({ _id: bySweep!.id as never })).toMatchObject({ state: 'expired' });
    await runOut(byDecision!.id);
    expect((await say(byDecision!.id, 'ann', 'engineer', 'approve')).json()).toMatchObject({
      code: 'approval.ended',
      detail: expect.stringContaining('expired'),
    });
    await runOut(byRead!.id);
    const looked = await read(byRead!.id);
    expect(looked).toMatchObject({ state: 'expired', waitingFor: [], entries: [] });
    expect(looked.endedAt).toBe(looked.steps[0]?.deadline);
    const again = await start('spend');
    await runOut(again.id);
    const { items } = (await send('GET', '/v1/approvals?state=pending&limit=100')).json<{
      items: Asked[];
    }>();
    expect(items.map(({ id }) => id)).not.toContain(again.id);
    expect(await stored().findOne({ _id: again.id as never })).toMatchObject({ state: 'expired' });
  });

  it('is withdrawn by who asked, for good', async () => {
    const { id } = await start('spend');
    const withdraw = (by: string) =>
      send('POST', `/v1/approvals/${id}/withdrawal`, { by, comment: 'Later.' }, { 'if-match': '*' });
    expect((await withdraw('dan')).json()).toMatchObject({ status: 403, code: 'approval.not-entitled' });
    expect((await withdraw('ann')).json()).toMatchObject({ state: 'withdrawn' });
    expect((await withdraw('ann')).json()).toMatchObject({ code: 'approval.ended' });
  });

  it('accepts the recommendation that it approved, once, however many follow it', async () => {
    const assessmentId = await assess();
    await run(assessmentId);
    const { id } = await start('spend', { kind: 'recommendation', assessmentId, key: 'w1.host' });
    await say(id, 'ann', 'engineer', 'approve');
    await say(id, 'dan', 'cfo', 'approve');
    // As if whoever decided had died before it was followed.
    await stored().updateOne({ _id: id as never }, { $set: { isFollowed: false } });
    await of(FOLLOW_UP_MODEL).updateOne(
      { assessmentId, key: 'w1.host' },
      { $set: { status: 'proposed', history: [] } },
    );
    const sweepers = [worker.get(ApprovalsService), api.app.get(ApprovalsService)];
    await Promise.all([...sweepers, ...sweepers].map((service) => service.sweep()));
    const url = `/v1/recommendations/${encodeURIComponent(`${assessmentId}:w1.host`)}`;
    expect((await send('GET', url)).json()).toMatchObject({
      status: 'accepted',
      history: [{ by: 'dan', comment: `Approved by approval ${id}.` }],
    });
  });

  it('agrees to nothing that has changed since, and says so of what was approved before', async () => {
    const assessmentId = await assess();
    await run(assessmentId);
    const subject = { kind: 'recommendation', assessmentId, key: 'w1.host' };
    const open = await start('spend', subject);
    const done = await start('spend', subject);
    await say(done.id, 'ann', 'engineer', 'approve');
    await say(done.id, 'dan', 'cfo', 'approve');
    const other = await start('spend', { ...subject, key: 'w1.other' });
    title = 'Do something else';
    await run(assessmentId);
    title = 'Do it';
    expect(await read(open.id)).toMatchObject({ stale: true, state: 'pending' });
    expect(await read(other.id)).toMatchObject({ stale: false });
    expect((await say(open.id, 'ann', 'engineer', 'approve')).json()).toMatchObject({
      status: 409,
      code: 'approval.stale',
    });
    const { items } = (
      await send(
        'GET',
        `/v1/approvals?subject=${encodeURIComponent(`recommendation:${assessmentId}:w1.host`)}`,
      )
    ).json<{ items: Asked[] }>();
    expect(items.map(({ state, stale }) => [state, stale])).toEqual([
      ['approved', true],
      ['pending', true],
    ]);
    expect((await say(open.id, 'ann', 'engineer', 'reject')).json()).toMatchObject({ state: 'rejected' });
  });

  it('lists by page, state, subject and who is waited for', async () => {
    const { id } = await start('five');
    const list = async (query: string) =>
      (await send('GET', `/v1/approvals?${query}`)).json<{
        items: Asked[];
        nextCursor: string | null;
      }>();
    const waiting = await list('waitingFor=p7');
    expect(waiting.items.map((one) => one.id)).toEqual([id]);
    await say(id, 'p7', 'voter', 'approve');
    expect((await list('waitingFor=p7')).items).toEqual([]);
    expect((await list('waitingFor=p8')).items).toMatchObject([{ id, state: 'pending' }]);
    const first = await list('limit=2&fields=state');
    expect(first.items).toHaveLength(2);
    const second = await list(`limit=2&cursor=${first.nextCursor}`);
    expect(first.items.map((one) => one.id)).not.toContain(second.items[0]?.id);
    expect((await send('GET', '/v1/approvals?subject=nonsense')).json()).toMatchObject({ status: 400 });
  });

  it('is no other tenant’s to see or decide on', async () => {
    const { id } = await start('spend');
    const other = await startApi('e2e-approvals', { DEFAULT_TENANT: 'other' });
    const ask = (method: 'GET' | 'POST', url: string, payload?: object) =>
      other.fastify.inject({ method, url, headers: { 'if-match': '*' }, payload });
    const paths = ['approvals', `approvals?subject=report:${runId}`, 'approval-workflows'];
    const listed = await Promise.all(paths.map((path) => ask('GET', `/v1/${path}`)));
    const single = await Promise.all([
      ask('GET', `/v1/approvals/${id}`),
      ask('POST', `/v1/approvals/${id}/decisions`, { by: 'ann', as: 'engineer', decision: 'approve' }),
      ask('POST', `/v1/approvals/${id}/withdrawal`, { by: 'ann' }),
    ]);
    await other.close();
    for (const answer of listed) expect(answer.json()).toMatchObject({ items: [] });
    for (const answer of single) expect(answer.json()).toMatchObject({ code: 'approval.not-found' });
    expect(await read(id)).toMatchObject({ state: 'pending', version: 1 });
  });

  it('keeps what was said from every other method, and takes no novel as a comment', async () => {
    const { id } = await start('spend');
    await say(id, 'ann', 'engineer', 'comment', { comment: '<script>alert(1)</script> 💶' });
    const { entries } = await read(id);
    for (const method of ['PUT', 'PATCH', 'DELETE'] as const) {
      const url = `/v1/approvals/${id}`;
      const answer = await api.fastify.inject({ method, url, payload: { entries: [] } });
      expect([404, 405]).toContain(answer.statusCode);
    }
    expect(await read(id)).toMatchObject({ entries, state: 'pending' });
    const long = await say(id, 'ann', 'engineer', 'comment', { comment: 'x'.repeat(10_000) });
    expect(long.json()).toMatchObject({ status: 400, errors: [{ pointer: '/comment' }] });
  });

  it('starts once under one key, and nothing of what is not there', async () => {
    const key = { 'idempotency-key': 'approve-once' };
    const body = { workflowId: 'spend', subject: ofReport(), by: 'ann' };
    const first = await send('POST', '/v1/approvals', body, key);
    const again = await send('POST', '/v1/approvals', body, key);
    expect(first.statusCode).toBe(201);
    expect(again.json<Asked>().id).toBe(first.json<Asked>().id);
    const refused = async (change: object) =>
      (await send('POST', '/v1/approvals', { ...body, ...change })).json();
    expect(await refused({ workflowId: 'spent' })).toMatchObject({
      code: 'approval-workflow.not-found',
      detail: expect.stringContaining('nearest: spend'),
    });
    const unknown = await refused({ subject: { kind: 'report', runId: 'none' } });
    expect(unknown).toMatchObject({ code: 'approval.subject-not-found' });
    expect(await refused({ subject: { kind: 'report' } })).toMatchObject({
      errors: [{ pointer: '/subject/runId' }],
    });
    expect((await send('GET', '/v1/approvals/none')).json()).toMatchObject({ code: 'approval.not-found' });
  });
});

import { AssessmentsService } from '@app/assessments';
import { dueRunId, SCHEDULE_MODELS, SchedulesService, ScheduleTurns } from '@app/schedules';
import { aDraft, anOutput } from '../support/agent-output.builder';
import { type ApiHarness, startApi } from '../support/api-harness';
import { RunHarness, TENANT, aTeam } from '../support/run-harness';

const NAME = 'e2e-schedules';
const assessment = { name: 'Support', workloads: [{ kind: 'llm-serving', traffic: { requestsPerDay: 10 } }] };
const weekly = { cadence: 'weekly', weekday: 'monday', at: '07:30', timeZone: 'Europe/Berlin', by: 'Ada' };

describe('schedules over HTTP', () => {
  let api: ApiHarness;
  let worker: RunHarness;
  let recommended = 'host';
  let fails = false;
  let path = '';
  let id = '';

  beforeAll(async () => {
    const recommendations = () => [aDraft({ key: recommended })];
    const team = aTeam({
      cto: () => {
        if (fails) throw new Error('The agent fails');
        return anOutput({ agent: 'cto', recommendations: recommendations() });
      },
    });
    worker = await RunHarness.start(NAME, team, { AGENT_ATTEMPTS: '1', RUN_QUORUM: '11' });
    api = await startApi(NAME, { DEFAULT_TENANT: TENANT, RUN_QUORUM: '11' });
    const created = await send('POST', '/v1/assessments', assessment);
    id = created.json<{ id: string }>().id;
    path = `/v1/assessments/${id}/schedule`;
  });
  afterAll(async () => {
    await api?.close();
    await worker?.stop();
  });

  beforeEach(() => send('DELETE', path));

  const send = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object) =>
    api.fastify.inject({ method, url, ...(payload && { payload }) });

  async function aDueRun(msAgo: number, of = id): Promise<string> {
    const dueAt = new Date(Date.now() - msAgo);
    const schedules = worker.connection.model(SCHEDULE_MODELS.schedule);
    await schedules.updateOne({ _id: of }, { $set: { nextDueAt: dueAt } });
    await worker.get(ScheduleTurns).take();
    const runId = dueRunId(TENANT, of, dueAt);
    await worker.untilEnded(runId);
    await worker.get(ScheduleTurns).take();
    return runId;
  }

  it('goes with its assessment, also while it is paused', async () => {
    const created = (await send('POST', '/v1/assessments', assessment)).json<{ id: string }>();
    await send('PUT', `/v1/assessments/${created.id}/schedule`, { ...weekly, paused: true });
    await send('DELETE', `/v1/assessments/${created.id}`);
    expect(await worker.connection.model(SCHEDULE_MODELS.schedule).countDocuments({ _id: created.id })).toBe(
      0,
    );
  });

  it('sets, reads and ends the schedule of an assessment', async () => {
    expect((await send('GET', path)).json()).toMatchObject({ status: 404, code: 'schedule.not-found' });
    const set = await send('PUT', path, weekly);
    expect(set.statusCode).toBe(200);
    expect(set.json()).toMatchObject({ ...weekly, version: 1, last: null });
    const { nextDueAt } = set.json<{ nextDueAt: string }>();
    const shown = new Date(nextDueAt).toLocaleString('en-GB', {
      timeZone: 'Europe/Berlin',
      weekday: 'long',
      hour: '2-digit',
      minute: '2-digit',
    });
    expect(shown).toMatch(/^Monday.*07:30$/);
    const other = await send('PUT', path, { cadence: 'on-catalog-change', by: 'Ada' });
    expect(other.json()).toMatchObject({ version: 2, at: null, timeZone: null, nextDueAt: null });
    expect((await send('DELETE', path)).statusCode).toBe(204);
    expect((await send('DELETE', path)).statusCode).toBe(404);
    expect((await send('PUT', '/v1/assessments/none/schedule', weekly)).json()).toMatchObject({
      code: 'assessment.not-found',
    });
  });

  it('rests while it is paused, and goes on when it is set again', async () => {
    const paused = (await send('PUT', path, { ...weekly, paused: true })).json();
    expect(paused).toMatchObject({ paused: true, nextDueAt: null, cadence: 'weekly' });
    expect((await send('GET', path)).json()).toEqual(paused);
    const again = (await send('PUT', path, weekly)).json();
    expect(again).toMatchObject({ paused: false, nextDueAt: expect.any(String) as string });
    await send('DELETE', path);
  });

  it('belongs to its tenant', async () => {
    const set = await worker.get(AssessmentsService).create('another', {
      name: 'Theirs',
      workloads: [{ id: 'w', kind: 'llm-serving', traffic: { requestsPerDay: 1 } }],
    });
    await worker.get(SchedulesService).put('another', set.id, { kind: 'on-catalog-change' }, { by: 'Eve' });
    const theirs = `/v1/assessments/${set.id}/schedule`;
    expect((await send('GET', theirs)).json()).toMatchObject({ status: 404, code: 'assessment.not-found' });
    expect((await send('PUT', theirs, weekly)).statusCode).toBe(404);
    expect((await send('DELETE', theirs)).statusCode).toBe(404);
    expect(await worker.get(SchedulesService).get('another', set.id)).toMatchObject({
      by: 'Eve',
      version: 1,
    });
  });

  it('is not there any more once its assessment was deleted', async () => {
    const created = (await send('POST', '/v1/assessments', assessment)).json<{ id: string }>();
    const own = `/v1/assessments/${created.id}/schedule`;
    await send('PUT', own, weekly);
    expect((await send('DELETE', `/v1/assessments/${created.id}`)).statusCode).toBe(204);
    expect((await send('GET', own)).json()).toMatchObject({ status: 404, code: 'assessment.not-found' });
  });

  it.each([
    [{ ...weekly, timeZone: 'Europe/Nowhere' }, '/timeZone'],
    [{ ...weekly, weekday: undefined }, '/weekday'],
    [{ ...weekly, cadence: 'daily' }, '/weekday'],
    [{ ...weekly, at: '24:00' }, '/at'],
    [{ cadence: 'on-catalog-change', at: '07:30', by: 'Ada' }, '/at'],
    [{ ...weekly, by: undefined }, '/by'],
    [{ ...weekly, paused: 'yes' }, '/paused'],
    [{ ...weekly, cadence: 'hourly' }, '/cadence'],
  ])('refuses %j and names the field', async (body, pointer) => {
    const answer = await send('PUT', path, body);
    expect(answer.statusCode).toBe(400);
    const { errors } = answer.json<{ errors: ReadonlyArray<{ pointer: string }> }>();
    expect(errors.map((one) => one.pointer)).toContain(pointer);
  });

  it('tells that due runs have no result, and gives notices page by page', async () => {
    fails = true;
    const created = (await send('POST', '/v1/assessments', assessment)).json<{ id: string }>();
    const own = `/v1/assessments/${created.id}/schedule`;
    await send('PUT', own, weekly);
    const runId = await aDueRun(9_000, created.id);
    expect((await send('GET', own)).json()).toMatchObject({ trouble: 'failed', last: { outcome: 'failed' } });
    const list = `/v1/notices?assessmentId=${created.id}`;
    const [notice] = (await send('GET', list)).json<{ items: Array<Record<string, unknown>> }>().items;
    expect(notice).toMatchObject({
      ...{ kind: 'failed', runId, comparedTo: null, decisions: [], detail: expect.any(String) as string },
    });
    expect(notice?.['links']).toEqual({ self: `/v1/notices/${runId}`, run: `/v1/runs/${runId}` });
    fails = false;
    await aDueRun(8_000, created.id);
    fails = true;
    const second = await aDueRun(7_000, created.id);
    fails = false;
    const newest = await send('GET', `${list}&limit=1`);
    const { items, nextCursor } = newest.json<{ items: unknown[]; nextCursor: string }>();
    expect(items).toMatchObject([{ id: second }]);
    expect(newest.headers['link']).toContain('rel="next"');
    const rest = (await send('GET', `${list}&limit=1&cursor=${nextCursor}`)).json();
    expect(rest).toMatchObject({ items: [{ id: runId }], nextCursor: null });
    for (const read of [runId, second]) await send('POST', `/v1/notices/${read}/read`, { by: 'Ada' });
  });

  it('lists what a due run recommends differently, until somebody has read it', async () => {
    await send('PUT', path, weekly);
    await aDueRun(3_000);
    expect((await send('GET', '/v1/notices?unread=true')).json()).toEqual({ items: [], nextCursor: null });
    recommended = 'rent';
    const runId = await aDueRun(2_000);
    const [notice] = (await send('GET', '/v1/notices?unread=true')).json<{
      items: Array<Record<string, never>>;
    }>().items;
    expect(notice).toMatchObject({ runId, assessmentId: id, readAt: null });
    const { comparison } = notice?.['links'] as unknown as Record<string, string>;
    expect((await send('GET', comparison as string)).json()).toMatchObject({ to: { runId } });
    const read = () => send('POST', `/v1/notices/${runId}/read`, { by: 'Ada' });
    expect((await read()).json()).toMatchObject({ readBy: 'Ada' });
    expect((await send('POST', `/v1/notices/${runId}/read`, { by: 'Bob' })).json()).toMatchObject({
      readBy: 'Ada',
    });
    expect((await send('GET', '/v1/notices?unread=true')).json()).toMatchObject({ items: [] });
    expect(
      (await send('GET', `/v1/notices?assessmentId=${id}`)).json<{ items: unknown[] }>().items,
    ).toHaveLength(1);
    const first = await send('GET', '/v1/notices?limit=1&fields=id,kind');
    expect(first.json()).toMatchObject({ items: [{ id: runId, kind: 'changed' }] });
    expect(first.headers['etag']).toBeDefined();
    expect((await send('GET', `/v1/notices/${runId}`)).json()).toMatchObject({ id: runId, readBy: 'Ada' });
    expect((await send('GET', '/v1/notices?unread=maybe')).statusCode).toBe(400);
    expect((await send('GET', '/v1/notices?limit=0')).statusCode).toBe(400);
    expect((await send('POST', `/v1/notices/${runId}/read`, {})).statusCode).toBe(400);
    expect((await send('POST', '/v1/notices/none/read', { by: 'Ada' })).statusCode).toBe(404);
    expect((await send('GET', '/v1/notices/none')).json()).toMatchObject({ code: 'notice.not-found' });
    expect((await send('GET', path)).json()).toMatchObject({
      last: { outcome: 'changed' },
      reportedRunId: runId,
    });
  });
});

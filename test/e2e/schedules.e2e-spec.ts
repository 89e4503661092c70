import { dueRunId, SCHEDULE_MODELS, ScheduleTurns } from '@app/schedules';
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
  let path = '';
  let id = '';

  beforeAll(async () => {
    const recommendations = () => [aDraft({ key: recommended })];
    const team = aTeam({ cto: () => anOutput({ agent: 'cto', recommendations: recommendations() }) });
    worker = await RunHarness.start(NAME, team);
    api = await startApi(NAME, { DEFAULT_TENANT: TENANT });
    const created = await send('POST', '/v1/assessments', assessment);
    id = created.json<{ id: string }>().id;
    path = `/v1/assessments/${id}/schedule`;
  });
  afterAll(async () => {
    await api?.close();
    await worker?.stop();
  });

  const send = (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, payload?: object) =>
    api.fastify.inject({ method, url, ...(payload && { payload }) });

  async function aDueRun(msAgo: number): Promise<string> {
    const dueAt = new Date(Date.now() - msAgo);
    const schedules = worker.connection.model(SCHEDULE_MODELS.schedule);
    await schedules.updateOne({ _id: id }, { $set: { nextDueAt: dueAt } });
    await worker.get(ScheduleTurns).take();
    const runId = dueRunId(TENANT, id, dueAt);
    await worker.untilEnded(runId);
    await worker.get(ScheduleTurns).take();
    return runId;
  }

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

  it.each([
    [{ ...weekly, timeZone: 'Europe/Nowhere' }, '/timeZone'],
    [{ ...weekly, weekday: undefined }, '/weekday'],
    [{ ...weekly, cadence: 'daily' }, '/weekday'],
    [{ ...weekly, at: '24:00' }, '/at'],
    [{ cadence: 'on-catalog-change', at: '07:30', by: 'Ada' }, '/at'],
    [{ ...weekly, by: undefined }, '/by'],
  ])('refuses %j and names the field', async (body, pointer) => {
    const answer = await send('PUT', path, body);
    expect(answer.statusCode).toBe(400);
    const { errors } = answer.json<{ errors: ReadonlyArray<{ pointer: string }> }>();
    expect(errors.map((one) => one.pointer)).toContain(pointer);
  });

  it('lists what a due run recommends differently, until somebody has read it', async () => {
    await send('PUT', path, weekly);
    await aDueRun(3_000);
    expect((await send('GET', '/v1/notices')).json()).toEqual({ items: [], nextCursor: null });
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
    expect((await send('GET', '/v1/notices/none')).json()).toMatchObject({ code: 'notice.not-found' });
    expect((await send('GET', path)).json()).toMatchObject({
      last: { outcome: 'changed' },
      reportedRunId: runId,
    });
  });
});

import { getConnectionToken } from '@nestjs/mongoose';
import { AssessmentsService } from '@app/assessments';
import { Clock } from '@app/kernel';
import type { Connection } from 'mongoose';
import { startApi, type ApiHarness } from '../support/api-harness';

const minimal = { name: 'Once', workloads: [{ kind: 'rag' }] };

describe('a POST with an Idempotency-Key', () => {
  let api: ApiHarness;
  let db: Connection;

  beforeAll(async () => {
    api = await startApi('e2e-idempotency');
    db = api.app.get<Connection>(getConnectionToken());
  });
  afterAll(() => api?.close());
  beforeEach(async () => {
    for (const name of ['idempotency_keys', 'assessments', 'runs']) await db.collection(name).deleteMany({});
  });

  const post = (
    key: string,
    payload: object | string = minimal,
    url = '/v1/assessments',
    type = 'application/json',
  ) =>
    api.fastify.inject({
      method: 'POST',
      url,
      payload,
      headers: { 'idempotency-key': key, 'content-type': type },
    });
  const stored = (name: string) => db.collection(name).countDocuments({});

  it('creates once when it comes a hundred times at the same moment, and answers all alike', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => post('one')));

    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1);
    expect(new Set(answers.map(({ headers }) => headers.etag))).toEqual(new Set(['"v1"']));
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(99);
    expect(await stored('assessments')).toBe(1);
  });

  it('starts one run when it comes fifty times at the same moment', async () => {
    const { id } = (await post('assessment')).json();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => post('run', { quorum: 3 }, `/v1/assessments/${id}/runs`)),
    );

    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([202]));
    expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1);
    expect(await stored('runs')).toBe(1);
  });

  it.each(['/v1/assessments', 'runs'])(
    'does the one and refuses the other body at %s, twenty at once',
    async (path) => {
      const { id } = (await post('base')).json();
      const url = path === 'runs' ? `/v1/assessments/${id}/runs` : path;
      const bodies =
        path === 'runs' ? [{ quorum: 3 }, { quorum: 4 }] : [minimal, { ...minimal, name: 'Other' }];
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) => post('mixed', bodies[index % 2] ?? {}, url)),
      );

      const done = answers.filter(({ statusCode }) => statusCode < 300);
      expect(done).toHaveLength(10);
      expect(new Set(done.map(({ body }) => body)).size).toBe(1);
      expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(
        new Set([path === 'runs' ? 202 : 201, 422]),
      );
      expect(await stored(path === 'runs' ? 'runs' : 'assessments')).toBe(path === 'runs' ? 1 : 2);
    },
  );

  it('answers each of twenty alike where the request is refused, and makes nothing', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        post('refused', {}, '/v1/assessments/01M80NEG4Q808VKFABC5YFKJ61/runs'),
      ),
    );

    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([404]));
    expect([await stored('runs'), await stored('idempotency_keys')]).toEqual([0, 0]);
  });

  it('refuses the same key with another body, and takes equal bodies for one whatever their form', async () => {
    const first = await post('two');

    expect((await post('two', { ...minimal, name: 'Another' })).json()).toMatchObject({
      status: 422,
      code: 'idempotency.key-reused',
    });
    const yaml = await post(
      'two',
      'workloads: [{ kind: rag }]\nname: Once',
      '/v1/assessments',
      'application/yaml',
    );
    expect(yaml.body).toBe(first.body);
  });

  it('keeps keys of different paths apart', async () => {
    const { id } = (await post('three', minimal)).json();

    expect((await post('three', {}, `/v1/assessments/${id}/runs`)).statusCode).toBe(202);
  });

  it('frees the key of a request that was refused', async () => {
    expect((await post('four', { name: '' })).statusCode).toBe(400);
    expect((await post('four', minimal)).statusCode).toBe(201);
  });

  it.each(['', 'two words', 'x'.repeat(256), 'smörgås'])('refuses the key %j', async (key) => {
    expect((await post(key)).json()).toMatchObject({ status: 400, code: 'idempotency.bad-key' });
  });

  it('finishes under the reserved id what a process that died had begun', async () => {
    const made = await post('five');
    // What a process leaves behind that dies after it created and before it answered.
    await db
      .collection('idempotency_keys')
      .updateOne({ key: 'five' }, { $set: { answer: null, leaseUntil: new Date(0) } });
    const again = await post('five');

    expect(again.statusCode).toBe(201);
    expect(again.body).toBe(made.body);
    expect(await stored('assessments')).toBe(1);
  });

  it('makes nothing twice when the first failed after it had made it', async () => {
    const service = api.app.get(AssessmentsService, { strict: false });
    jest.spyOn(service, 'get').mockRejectedValueOnce(new TypeError('the answer got lost'));

    expect((await post('lost')).statusCode).toBe(500);
    expect(await stored('assessments')).toBe(1);
    expect((await post('lost')).statusCode).toBe(201);
    expect(await stored('assessments')).toBe(1);
  });

  it('sends the second away when the first is at work for longer than it can wait', async () => {
    await post('six');
    const clock = api.app.get(Clock);
    await db
      .collection('idempotency_keys')
      .updateOne({ key: 'six' }, { $set: { answer: null, leaseUntil: new Date(Date.now() + 3_600_000) } });
    const begin = Date.now();
    let looks = 0;
    jest.spyOn(clock, 'now').mockImplementation(() => new Date(begin + (looks++ > 3 ? 11_000 : 0)));
    const answer = await post('six');

    expect(answer.json()).toMatchObject({ status: 409, code: 'idempotency.in-progress' });
    expect(answer.headers['retry-after']).toBe('2');
  });
});

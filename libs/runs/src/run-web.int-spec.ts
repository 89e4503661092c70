import { newId } from '@app/kernel';
import type { WebAccess } from '@app/web-search';
import type { Connection } from 'mongoose';
import { createConnection } from 'mongoose';
import { testMongoUrl } from '../../../test/support/stores';
import { RunWeb } from './run-web.service';
import { WebAnswerRepository } from './web-answer.repository';
import type { WebAnswerRecord } from './web-answer.schema';
import { WEB_ANSWER_MODEL, webAnswerSchema } from './web-answer.schema';

const clock = { now: () => new Date('2026-11-20T08:00:00.000Z') };
const never = new AbortController().signal;

/** A web that says something else each time. */
class ChangingWeb implements WebAccess {
  readonly provider = 'changing';
  readonly mostQueries = 3;
  readonly mostPages = 3;
  asked = 0;
  fails = false;

  async search(query: string) {
    this.asked += 1;
    if (this.fails) throw new Error('not now');
    const hit = { title: `Answer ${this.asked}`, url: 'https://a.example/', excerpt: '', published: null };
    return {
      query,
      provider: this.provider,
      retrievedAt: `2026-11-20T00:00:0${this.asked}.000Z`,
      hits: [hit],
    };
  }

  async read(url: string) {
    this.asked += 1;
    return { url, title: 'Page', text: `Text ${this.asked}`, retrievedAt: '2026-11-20T00:00:00.000Z' };
  }
}

describe('the web as a run sees it', () => {
  let connection: Connection;
  let repository: WebAnswerRepository;
  let web: ChangingWeb;
  const runId = newId();
  const fence = (epoch: number, tenantId = 't', id = runId) => ({ tenantId, runId: id, epoch });
  /** As a worker that starts now sees it. */
  const seen = (epoch: number, tenantId?: string, id?: string): WebAccess =>
    new RunWeb({ access: web }, repository, clock).of(fence(epoch, tenantId, id))!;

  beforeAll(async () => {
    connection = await createConnection(testMongoUrl('run-web')).asPromise();
    await connection.dropDatabase();
    const model = connection.model<WebAnswerRecord>(WEB_ANSWER_MODEL, webAnswerSchema);
    await model.init();
    repository = new WebAnswerRepository(model);
  });
  beforeEach(async () => {
    web = new ChangingWeb();
    await connection.model(WEB_ANSWER_MODEL).deleteMany({});
  });
  afterAll(async () => {
    await connection.dropDatabase();
    await connection.close();
  });

  it('is the same for whoever takes the run up again', async () => {
    const first = [await seen(1).search('prices', never), await seen(1).read('https://a.example/', never)];
    const again = [await seen(2).search('prices', never), await seen(2).read('https://a.example/', never)];
    expect(again).toEqual(first);
    expect(web.asked).toBe(2);
  });

  it('is one for two workers that ask at the same time', async () => {
    const [one, other] = await Promise.all([
      seen(1).search('prices', never),
      seen(2).search('prices', never),
    ]);
    expect(await seen(3).search('prices', never)).toEqual(one);
    expect(other).toEqual(one);
  });

  it('is another one for another run or tenant', async () => {
    const titles = [];
    for (const access of [seen(1), seen(1, 't', newId()), seen(1, 'u', newId())]) {
      titles.push((await access.search('prices', never)).hits[0]?.title);
    }
    expect(titles).toEqual(['Answer 1', 'Answer 2', 'Answer 3']);
  });

  it('keeps no failure: the next one may be answered', async () => {
    web.fails = true;
    await expect(seen(1).search('prices', never)).rejects.toThrow('not now');
    web.fails = false;
    expect((await seen(2).search('prices', never)).hits[0]?.title).toBe('Answer 2');
  });

  it('is forgotten a month after it was answered', async () => {
    await seen(1).search('prices', never);
    const answers = connection.model<WebAnswerRecord>(WEB_ANSWER_MODEL).collection;
    expect(await answers.findOne({})).toMatchObject({ storedAt: clock.now() });
    expect(await answers.indexes()).toContainEqual(
      expect.objectContaining({ key: { storedAt: 1 }, expireAfterSeconds: 30 * 24 * 3600 }),
    );
  });

  it('is none where no provider is configured', () => {
    expect(new RunWeb({ access: null }, repository, clock).of(fence(1))).toBeNull();
  });
});

import { createConnection, type Connection, type Model } from 'mongoose';
import { decodeCursor } from '@app/database';
import { newId } from '@app/kernel';
import { testMongoUrl } from '../../../test/support/stores';
import type { Assessment } from './assessment';
import type { AssessmentInput } from './assessment-input';
import { AssessmentRepository } from './assessment.repository';
import type { AssessmentRecord, AssessmentVersionRecord } from './assessment.schema';
import { ASSESSMENT_MODELS, assessmentSchema, assessmentVersionSchema } from './assessment.schema';
import { AssessmentsService } from './assessments.service';

const NOW = new Date('2026-11-20T12:00:00Z');
const LATER = new Date('2026-11-21T12:00:00Z');
const anInput = (name = 'Support', kind: 'rag' | 'training' = 'rag'): AssessmentInput => ({
  name,
  workloads: [{ id: 'w1', kind }],
});

describe('AssessmentRepository', () => {
  let connection: Connection;
  let heads: Model<AssessmentRecord>;
  let archive: Model<AssessmentVersionRecord>;
  let repository: AssessmentRepository;

  beforeAll(async () => {
    connection = await createConnection(testMongoUrl('int-assessments')).asPromise();
    heads = connection.model(ASSESSMENT_MODELS.head, assessmentSchema);
    archive = connection.model(ASSESSMENT_MODELS.version, assessmentVersionSchema);
    await Promise.all([heads.init(), archive.init()]);
    repository = new AssessmentRepository(heads, archive);
  });
  afterAll(() => connection?.close());
  beforeEach(async () => {
    await Promise.all([heads.deleteMany({}), archive.deleteMany({})]);
  });

  async function stored(tenantId = 'a', input = anInput()): Promise<Assessment> {
    const id = newId();
    await repository.insert(tenantId, id, input, { at: NOW });
    return (await repository.find(tenantId, id))!;
  }

  it('stores one assessment however often it is inserted under its id', async () => {
    const id = newId();

    expect(await repository.insert('a', id, anInput('first'), { at: NOW })).toBe(true);
    expect(await repository.insert('a', id, anInput('second'), { at: NOW })).toBe(false);
    expect((await repository.find('a', id))?.input.name).toBe('first');
  });

  it('shows a tenant nothing of another', async () => {
    const theirs = await stored('b');

    expect(await repository.find('a', theirs.id)).toBeNull();
    expect(await repository.findVersion('a', theirs.id, 1)).toBeNull();
    expect(await repository.listArchived('a', theirs.id, 9, 10)).toEqual([]);
    expect((await repository.list('a', {}, { limit: 10, afterId: null })).items).toEqual([]);
    expect(
      await repository.replace({ ...theirs, tenantId: 'a' }, anInput('taken over'), { at: LATER }),
    ).toBeNull();
    expect(await repository.remove({ ...theirs, tenantId: 'a' })).toBe(false);
    expect((await repository.find('b', theirs.id))?.input.name).toBe('Support');
    expect((await repository.findVersion('b', theirs.id, 1))?.input.name).toBe('Support');
  });

  it('lets one of ten writers that saw the same version through, and keeps every version', async () => {
    const current = await stored();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        repository.replace(current, anInput(`edit ${index}`), { at: LATER }),
      ),
    );

    expect(outcomes.filter((one) => one !== null)).toHaveLength(1);
    expect((await repository.find('a', current.id))?.version).toBe(2);
    expect((await repository.findVersion('a', current.id, 1))?.input.name).toBe('Support');
    expect(await archive.countDocuments({})).toBe(1);
  });

  it('goes on after a crash between keeping the old version and moving the head', async () => {
    const current = await stored();
    const moveHead = jest.spyOn(heads, 'findOneAndUpdate').mockImplementation(() => {
      throw new Error('killed');
    });
    await expect(repository.replace(current, anInput('lost'), { at: LATER })).rejects.toThrow('killed');
    moveHead.mockRestore();

    expect(await repository.find('a', current.id)).toEqual(current);
    const next = await repository.replace(current, anInput('second'), { at: LATER });
    expect(next?.version).toBe(2);
    expect((await repository.findVersion('a', current.id, 1))?.input.name).toBe('Support');
  });

  it('keeps what runs were made from when the assessment is deleted', async () => {
    const first = await stored();
    const second = (await repository.replace(first, anInput('second'), { at: LATER }))!;

    expect(await repository.remove(first)).toBe(false);
    expect(await repository.remove(second)).toBe(true);
    expect(await repository.find('a', first.id)).toBeNull();
    expect((await repository.findVersion('a', first.id, 1))?.input.name).toBe('Support');
    expect((await repository.findVersion('a', first.id, 2))?.input.name).toBe('second');
  });

  it('finds by the beginning of the name, the workload kind and the time of change', async () => {
    const alpha = await stored('a', anInput('Alpha', 'rag'));
    const beta = await stored('a', anInput('beta', 'training'));
    await repository.replace(beta, anInput('Beta two', 'training'), { at: LATER });
    const list = async (filter: Parameters<AssessmentRepository['list']>[1]) =>
      (await repository.list('a', filter, { limit: 10, afterId: null })).items.map(({ id }) => id);

    expect(await list({ namePrefix: 'AL' })).toEqual([alpha.id]);
    expect(await list({ namePrefix: 'beta t' })).toEqual([beta.id]);
    expect(await list({ namePrefix: '.*' })).toEqual([]);
    expect(await list({ workloadKind: 'training' })).toEqual([beta.id]);
    expect(await list({ updatedSince: LATER })).toEqual([beta.id]);
    expect(await list({})).toEqual([beta.id, alpha.id]);
  });

  it('lists versions newest first over pages, the newest one included once', async () => {
    const service = new AssessmentsService(repository, { now: () => LATER });
    let head = await stored();
    for (let version = 2; version <= 7; version += 1) {
      head = await service.update('a', head.id, version - 1, anInput(`v${version}`));
    }
    const seen: number[] = [];
    let afterId: string | null = null;
    do {
      const page = await service.listVersions('a', head.id, { limit: 3, afterId });
      seen.push(...page.items.map(({ version }) => version));
      afterId = page.nextCursor && decodeCursor(page.nextCursor);
    } while (afterId);

    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  it.each([
    ['all of a tenant', {}],
    ['by kind', { kinds: 'rag' }],
    ['by name', { nameKey: { $gte: 'a', $lt: 'a\uffff' } }],
    ['by time', { updatedAt: { $gte: NOW } }],
    ['after a cursor', { _id: { $lt: '7ZZZZZZZZZZZZZZZZZZZZZZZZZ' } }],
  ])('reads lists through an index: %s', async (_what, filter) => {
    await Promise.all(Array.from({ length: 20 }, (_, index) => stored(index % 2 ? 'a' : 'b')));
    const plan = await heads.collection
      .find({ tenantId: 'a', ...filter } as object)
      .sort({ _id: -1 })
      .explain('queryPlanner');

    expect(JSON.stringify(plan)).toContain('IXSCAN');
    expect(JSON.stringify(plan)).not.toContain('COLLSCAN');
  });
});

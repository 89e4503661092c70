import { createConnection, type Connection } from 'mongoose';
import { loadCatalog, type OverrideUpload } from '@app/catalog';
import { newId } from '@app/kernel';
import { testMongoUrl } from '../../../test/support/stores';
import { OverrideRepository } from './override.repository';
import { OVERRIDE_MODELS, overrideSchema, overrideSetSchema } from './override.schema';
import { MOST_DISCOUNTS, MOST_FRAMEWORKS, MOST_OVERRIDE_FILES, OverridesService } from './overrides.service';
import { TenantCatalogs } from './tenant-catalogs.service';

const TODAY = '2026-11-20';
const H100 = 'aws/p5.48xlarge/us-east-1';
const priceBook = (usd: number, name = 'Price book'): OverrideUpload => ({
  name,
  asOf: '2026-10-01',
  content: { csv: `provider,instanceType,region,onDemandUSDPerHour\naws,p5.48xlarge,us-east-1,${usd}\n` },
});

describe('the files of a tenant', () => {
  let connection: Connection;
  let repository: OverrideRepository;
  let overrides: OverridesService;
  let catalogs: TenantCatalogs;
  let tenant: string;

  beforeAll(async () => {
    connection = await createConnection(testMongoUrl('int-overrides')).asPromise();
    const files = connection.model(OVERRIDE_MODELS.file, overrideSchema);
    const sets = connection.model(OVERRIDE_MODELS.set, overrideSetSchema);
    await Promise.all([files.init(), sets.init()]);
    const clock = { now: () => new Date('2026-11-20T12:00:00Z') };
    repository = new OverrideRepository(files as never, sets as never);
    overrides = new OverridesService(repository, clock);
    catalogs = new TenantCatalogs(overrides);
  });
  afterAll(() => connection?.close());
  beforeEach(() => (tenant = newId()));

  const h100Price = async (version: number, of = tenant) =>
    (await catalogs.at(of, version, TODAY)).instance(H100).onDemandUSDPerHour;

  it('make a version with each change, and every version stays as it was', async () => {
    expect(await overrides.currentVersion(tenant)).toBe(0);
    const first = await overrides.upload(tenant, priceBook(40));
    const second = await overrides.upload(tenant, priceBook(39));
    expect([first.version, second.version]).toEqual([1, 2]);
    expect(await overrides.remove(tenant, second.override.id)).toBe(3);

    const listed = loadCatalog().instance(H100).onDemandUSDPerHour;
    expect(await Promise.all([0, 1, 2].map((version) => h100Price(version)))).toEqual([listed, 40, 39]);
    expect(await overrides.currentVersion(tenant)).toBe(0);
    expect((await overrides.list(tenant)).files).toEqual([]);
    expect((await overrides.list(tenant, 1)).files).toMatchObject([{ name: 'Price book', rowCount: 1 }]);
    await expect(overrides.list(tenant, 4)).rejects.toMatchObject({ code: 'overrides.version-not-found' });
  });

  it('are nobody else’s', async () => {
    const { override, version } = await overrides.upload(tenant, priceBook(40));
    const other = newId();
    expect(await overrides.currentVersion(other)).toBe(0);
    await expect(overrides.get(other, override.id)).rejects.toMatchObject({ code: 'overrides.not-found' });
    await expect(overrides.remove(other, override.id)).rejects.toMatchObject({ code: 'overrides.not-found' });
    expect([
      await repository.find(other, override.id),
      await repository.findAll(other, [override.id]),
    ]).toEqual([null, []]);
    expect(await repository.findAll(tenant, [override.id])).toHaveLength(1);
    await expect(h100Price(version, other)).rejects.toMatchObject({ code: 'overrides.version-not-found' });
  });

  it('take the place of the one of the same name, and stand beside others', async () => {
    await overrides.upload(tenant, priceBook(40));
    await overrides.upload(tenant, priceBook(41, 'Another'));
    const { version } = await overrides.upload(tenant, priceBook(39));
    const { files } = await overrides.list(tenant);
    expect(files.map(({ name }) => name)).toEqual(['Another', 'Price book']);
    expect(await h100Price(version)).toBe(39);
  });

  it('are not stored when a row is wrong, nor by a check', async () => {
    await expect(overrides.upload(tenant, priceBook(-1))).rejects.toMatchObject({
      code: 'overrides.bad-rows',
      problems: [
        {
          pointer: '/rows/0/onDemandUSDPerHour',
          detail: 'line 2, row 1 (p5.48xlarge (#1)), onDemandUSDPerHour: expected a number above 0, got -1',
        },
      ],
    });
    expect((await overrides.check(tenant, priceBook(40))).file?.rows).toHaveLength(1);
    expect((await overrides.list(tenant)).version).toBe(0);
    expect(await connection.collection('catalog_overrides').countDocuments({ tenantId: tenant })).toBe(0);
  });

  it('all stand when they come at the same moment', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `Book ${index}`);
    await Promise.all(names.map((name, index) => overrides.upload(tenant, priceBook(30 + index, name))));
    const { version, files } = await overrides.list(tenant);
    expect(version).toBe(8);
    expect(files.map(({ name }) => name).sort()).toEqual(names);
  });

  it('stand once, however often the same upload is repeated', async () => {
    const id = newId();
    await overrides.upload(tenant, priceBook(40), id);
    const again = await overrides.upload(tenant, priceBook(40), id);
    expect(again).toMatchObject({ version: 1, override: { id } });
  });

  it('have a bound together', async () => {
    for (let count = 0; count < MOST_OVERRIDE_FILES; count++) {
      await overrides.upload(tenant, priceBook(40, `Book ${count}`));
    }
    await expect(overrides.upload(tenant, priceBook(40, 'One more'))).rejects.toMatchObject({
      code: 'overrides.limit-passed',
    });
    await overrides.upload(tenant, priceBook(41, 'Book 0'));
  });

  it('may hold so many discounts that every price can be looked at anew', async () => {
    const discounts = (name: string, length: number): OverrideUpload => {
      const rows = Array.from({ length }, (_, at) => ({
        provider: 'aws',
        percent: 1,
        regions: [`r${at}`, 'us-east-1'],
      }));
      return { name, asOf: '2026-10-01', content: { json: { kind: 'discounts', rows } } };
    };
    await overrides.upload(tenant, discounts('Many', MOST_DISCOUNTS));
    await expect(overrides.check(tenant, discounts('More', 1))).rejects.toMatchObject({
      code: 'overrides.limit-passed',
      message: expect.stringContaining('discounts') as string,
    });
  });

  it('may hold so many frameworks that every run can judge them', async () => {
    const requirement = {
      ...{ ref: '1', title: 'Rule', theme: 'house', evidence: 'Record' },
      ...{ properties: ['mfa'], triggers: ['any_ai'] },
    };
    const rows = Array.from({ length: MOST_FRAMEWORKS + 1 }, (_, at) => ({
      ...{ id: `house-${at}`, name: 'House', version: '1', authority: 'Us', requirements: [requirement] },
    }));
    const of = (count: number): OverrideUpload => {
      const json = { kind: 'frameworks', rows: rows.slice(0, count) };
      return { name: 'Rules', asOf: '2026-10-01', content: { json } };
    };
    expect((await overrides.check(tenant, of(MOST_FRAMEWORKS))).problems).toEqual([]);
    await expect(overrides.check(tenant, of(MOST_FRAMEWORKS + 1))).rejects.toMatchObject({
      code: 'overrides.limit-passed',
      message: expect.stringContaining('20 frameworks') as string,
    });
  });

  it('hold discounts from their first day to their last', async () => {
    const rows = [
      { provider: 'aws', percent: 10, validTo: '2026-12-31' },
      { provider: 'aws', percent: 20, validFrom: '2027-03-01', validTo: '2027-12-31' },
    ];
    const { version } = await overrides.upload(tenant, {
      name: 'Agreement',
      asOf: '2026-10-01',
      content: { json: { kind: 'discounts', rows } },
    });
    const listed = loadCatalog().instance(H100).onDemandUSDPerHour ?? Number.NaN;
    const shareOn = async (day: string) =>
      ((await catalogs.at(tenant, version, day)).instance(H100).onDemandUSDPerHour ?? 0) / listed;
    expect(await shareOn('2026-12-31')).toBeCloseTo(0.9, 6);
    expect(await shareOn('2027-01-01')).toBe(1);
    expect(await shareOn('2027-03-01')).toBeCloseTo(0.8, 6);
    expect(await shareOn('2027-12-31')).toBeCloseTo(0.8, 6);
    expect(await shareOn('2028-01-01')).toBe(1);
    const first = await catalogs.at(tenant, version, TODAY);
    expect(first.instance(H100).ownPrices?.['on-demand']?.formula).toMatch(/until 2026-12-31$/);
    // What goes to a thread is what stands on that day.
    expect(first.overrides.files[0]?.rows).toEqual([rows[0]]);
  });

  it('are of no day to come', async () => {
    const later: OverrideUpload = { ...priceBook(40), asOf: '2026-11-21' };
    expect((await overrides.check(tenant, later)).problems).toMatchObject([
      { row: 0, field: 'asOf', expected: 'no day after 2026-11-20', got: '2026-11-21' },
    ]);
    expect((await overrides.check(tenant, { ...later, asOf: TODAY })).problems).toEqual([]);
  });

  it('let the process turn to others while many rows are read and put in their place', async () => {
    let turns = 0;
    let isDone = false;
    const count = (): void => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    const rows = Array.from({ length: 2_000 }, (_, at) => ({
      ...{ provider: 'aws', instanceType: `x${at}.large`, region: 'us-east-1', onDemandUSDPerHour: 1 },
      ...{ category: 'general', vCPU: 2, memoryGiB: 8 },
    }));
    setImmediate(count);
    const json = { kind: 'instance-prices', rows };
    await overrides.check(tenant, { name: 'Many', asOf: '2026-10-01', content: { json } });
    isDone = true;
    expect(turns).toBeGreaterThanOrEqual(8);
  });

  it('are read once for each version, and given up when there is no room', async () => {
    const { version } = await overrides.upload(tenant, priceBook(40));
    expect(await catalogs.at(tenant, version, TODAY)).toBe(await catalogs.at(tenant, version, '2027-01-01'));
    const small = new TenantCatalogs({
      overridesAt: async (_: string, at: number) => ({
        version: at,
        files: [
          {
            ...{ kind: 'api-prices', name: 'Large', asOf: '2026-10-01', confidence: 'high' },
            rows: Array.from({ length: 20_000 }, () => ({ id: 'openai/gpt-5', inputUSDPerMTok: 1 })),
          },
        ],
      }),
    } as unknown as OverridesService);
    const first = await small.at(tenant, 1, TODAY);
    for (let at = 2; at <= 12; at++) await small.at(tenant, at, TODAY);
    expect(small.size).toBe(9);
    expect(await small.at(tenant, 1, TODAY)).not.toBe(first);
  });
});

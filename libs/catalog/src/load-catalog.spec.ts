import { AppError } from '@app/kernel';
import acceleratorFile from '../data/accelerators.json';
import carbonFile from '../data/carbon.json';
import { acceleratorFigures, instancePriceFigure } from './fact-figures';
import { loadBenchmarks } from './load-benchmarks';
import { checkCatalogFiles, loadCatalog, readCatalog } from './load-catalog';

const { countries } = carbonFile;
const first = acceleratorFile.items[0] as Record<string, unknown>;

function failure(act: () => unknown): AppError {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new AppError({ kind: 'internal', code: 'test.no-failure', message: 'expected a failure' });
}

describe('loadCatalog', () => {
  it('reads every shipped file and keeps the rows', () => {
    const catalog = loadCatalog();
    expect(catalog.accelerators).toHaveLength(48);
    expect(catalog.models).toHaveLength(69);
    expect(catalog.apiPrices).toHaveLength(120);
    expect(catalog.instances).toHaveLength(392);
    expect(catalog.frameworks).toHaveLength(14);
    expect(catalog.managedServicesWith({})).toHaveLength(165);
    expect(loadBenchmarks()).toHaveLength(79);
  });

  it('gives the same catalog each time', () => {
    expect(loadCatalog()).toBe(loadCatalog());
  });

  it('gives each row a source with a date', () => {
    const catalog = loadCatalog();
    expect(catalog.accelerator('h100-sxm5-80gb').source).toEqual({
      title: 'NVIDIA H100 SXM5 80GB specification',
      url: 'https://github.com/stas00/ml-engineering/blob/master/compute/accelerator/README.md',
      asOf: '2026-08-22',
      confidence: 'high',
    });
    const undated = catalog.instancesWith({ provider: 'oci' })[0];
    expect(undated?.source.asOf).toBe('2026-08-21');
  });

  it('freezes what it holds', () => {
    const row = loadCatalog().model('llama-3.1-70b');
    expect(Object.isFrozen(row)).toBe(true);
    expect(Object.isFrozen(row.source)).toBe(true);
  });

  it('names the file, the row and the field of a bad row', () => {
    const bad = { ...first, id: 'broken-card', memoryGB: 0 };
    const error = failure(() => readCatalog({ accelerators: { asOf: '2026-08-22', items: [bad] } }));
    expect(error.code).toBe('catalog.bad-row');
    expect(error.message).toContain('accelerators.json: row broken-card');
    expect(error.message).toContain('field memoryGB');
  });

  it('refuses a field that it does not know', () => {
    const bad = { ...first, memoryGb: 3 };
    const error = failure(() => readCatalog({ accelerators: { asOf: '2026-08-22', items: [bad] } }));
    expect(error.message).toContain('memoryGb');
  });

  it('refuses an id that is listed twice', () => {
    const error = failure(() => readCatalog({ accelerators: { asOf: '2026-08-22', items: [first, first] } }));
    expect(error.message).toContain('listed twice');
  });

  it('refuses an instance that names an accelerator nobody listed', () => {
    const error = failure(() => readCatalog({ accelerators: { asOf: '2026-08-22', items: [first] } }));
    expect(error.code).toBe('catalog.bad-row');
    expect(error.message).toContain('acceleratorId');
  });
});

describe('every row of the shipped catalog', () => {
  const catalog = loadCatalog();
  const kinds = {
    accelerators: catalog.accelerators,
    instances: catalog.instances,
    models: catalog.models,
    apiPrices: catalog.apiPrices,
    managedServices: catalog.managedServices,
    gridCarbonRows: catalog.gridCarbonRows,
    countryCarbonRows: catalog.countryCarbonRows,
    acceleratorPower: catalog.acceleratorPower,
    frameworks: catalog.frameworks,
    benchmarks: loadBenchmarks(),
  };

  it.each(Object.entries(kinds))('of %s has a source, a date and a confidence', (_, rows) => {
    expect(rows.length).toBeGreaterThan(0);
    for (const { source } of rows) {
      expect(source.title).not.toBe('');
      expect(source.url).toMatch(/^https:/);
      expect(source.asOf).toMatch(/^20\d\d(-\d\d(-\d\d)?)?$/);
      expect(['high', 'medium', 'low']).toContain(source.confidence);
    }
  });

  it.each(Object.entries(kinds))('of %s is frozen, however deep', (_, rows) => {
    const isFrozen = (value: unknown): boolean =>
      value === null ||
      typeof value !== 'object' ||
      (Object.isFrozen(value) && Object.values(value).every(isFrozen));
    expect(rows.every(isFrozen)).toBe(true);
  });
});

describe('checkCatalogFiles', () => {
  it('finds nothing in the shipped files', () => {
    expect(checkCatalogFiles({})).toEqual([]);
  });

  it('finds every mistake of every row, and says what was expected and what came', () => {
    const items = [
      { ...first, memoryGB: '80', tdpW: -1 },
      { ...first, id: 'second', memoryGb: 3 },
    ];
    const file = { accelerators: { asOf: '2026-08-22', items } };
    const at = { file: 'accelerators.json', line: null };
    expect(checkCatalogFiles(file).filter(({ file: name }) => name === 'accelerators.json')).toEqual([
      { ...at, row: 1, id: 'v100-sxm2-16gb (#1)', field: 'memoryGB', expected: 'a number', got: '"80"' },
      { ...at, row: 1, id: 'v100-sxm2-16gb (#1)', field: 'tdpW', expected: 'a number above 0', got: '-1' },
      {
        ...{ ...at, row: 2, id: 'second (#2)', field: 'memoryGb', got: '3' },
        expected: 'no field of this name; near: memoryGB, vendor, name',
      },
    ]);
  });

  it('refuses a row that neither itself nor through its file has a confidence', () => {
    const shipped = countries.values.slice(0, 1);
    const carbon = { ...carbonFile, countries: { ...countries, confidence: undefined, values: shipped } };
    expect(checkCatalogFiles({ carbon })).toEqual([
      expect.objectContaining({ id: '(file)', field: 'countries.confidence', got: 'nothing' }),
    ]);
    const { confidence: _, ...grid } = carbonFile.items[0]!;
    expect(checkCatalogFiles({ carbon: { ...carbonFile, items: [grid] } })).toEqual([
      expect.objectContaining({ row: 1, field: 'confidence', expected: 'one of high, medium, low' }),
    ]);
  });

  it.each([
    ['is no list of rows', { asOf: '2026-08-22', items: {} }, 'items'],
    ['has no date', { items: [] }, 'asOf'],
    ['is nothing', null, '(row)'],
  ])('refuses a file that %s', (_, accelerators, field) => {
    const found = checkCatalogFiles({ accelerators });
    expect(found[0]).toMatchObject({ file: 'accelerators.json', row: 0, id: '(file)', field });
  });
});

describe('a look-up that misses', () => {
  it('names the nearest ids', () => {
    const error = failure(() => loadCatalog().accelerator('h100'));
    expect(error.code).toBe('catalog.unknown-accelerator');
    expect(error.kind).toBe('unprocessable');
    expect(error.message).toContain('h100-sxm5-80gb');
    expect(failure(() => loadCatalog().model('llama-3.1-70B')).message).toContain('llama-3.1-70b');
    expect(failure(() => loadCatalog().apiPrice('openai/gpt5-mini')).message).toContain('openai/gpt-5-mini');
  });

  it('is empty, not an error, when it is a search', () => {
    expect(loadCatalog().instancesWith({ acceleratorId: 'h100-sxm5-80gb', region: 'mars-1' })).toEqual([]);
    expect(loadCatalog().findGridCarbon('oci', 'eu-amsterdam-1')).toBeUndefined();
  });

  it('never hides an unknown price behind a number', () => {
    const capacityBlocks = loadCatalog().instances.filter((row) => row.onDemandUSDPerHour === null);
    expect(capacityBlocks).toHaveLength(3);
  });
});

describe('the catalog', () => {
  const catalog = loadCatalog();

  it('finds rows by id', () => {
    expect(catalog.gridCarbon('aws', 'us-east-1').pue).toBeGreaterThanOrEqual(1);
    expect(catalog.countryCarbon('deu').iso3).toBe('DEU');
    expect(catalog.framework('gdpr').requirements.length).toBe(catalog.framework('gdpr').requirementCount);
    expect(catalog.managedService('aws/EBS gp3/us-east-1').priceUSD).toBe(0.08);
    expect(catalog.instance('aws/g4dn.xlarge/us-east-1').acceleratorId).toBe('t4');
    expect(Object.keys(catalog.triggerDefinitions)).toContain('phi');
    expect(Object.keys(catalog.themes)).toContain('encr');
  });

  it('refuses regions, countries and frameworks that are not listed', () => {
    expect(failure(() => catalog.gridCarbon('aws', 'us-east-9')).code).toBe('catalog.unknown-grid-region');
    expect(failure(() => catalog.countryCarbon('XYZ')).code).toBe('catalog.unknown-country');
    expect(failure(() => catalog.framework('gdrp')).message).toContain('gdpr');
  });

  it('knows how many of an accelerator an instance may hold', () => {
    const h100 = catalog.rentableAccelerators().find((entry) => entry.accelerator.id === 'h100-sxm5-80gb');
    expect(h100?.counts).toEqual([1, 2, 4, 8]);
    expect(catalog.rentableAccelerators().some((entry) => entry.accelerator.id === 'gaudi3')).toBe(false);
  });

  it('gives facts as figures, unknown ones with their reason', () => {
    const row = catalog.instance('aws/g4dn.xlarge/us-east-1');
    expect(instancePriceFigure(row, 'on-demand')).toMatchObject({
      value: 0.526,
      unit: 'USD/h',
      method: 'sourced',
    });
    expect(instancePriceFigure(row, 'commit-1y').unknown).toContain('no source');
    expect(acceleratorFigures(catalog.accelerator('tpu-v5e')).power.value).toBeNull();
  });

  it('takes the three-year rate from its own source where it has one', () => {
    const row = catalog.instances.find((entry) => entry.commit3ySource !== undefined);
    if (row === undefined) throw new TypeError('expected such a row');
    const [source] = instancePriceFigure(row, 'commit-3y').sources;
    expect(source).toBe(row.commit3ySource);
    expect(source?.url).not.toBe(row.source.url);
    const own = catalog.instances.flatMap(({ commit3ySource }) => commit3ySource ?? []);
    expect(own.map(({ confidence }) => confidence)).toEqual(own.map(() => 'medium'));
  });
});

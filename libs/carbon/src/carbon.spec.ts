import { loadCatalog } from '@app/catalog';
import { figure, FigureBook, type Figure } from '@app/kernel';
import { sizeServing, type ServingSizing } from '@app/sizing';
import { carbonOfHours } from './carbon-of-hours';
import { carbonOfServing } from './carbon-of-serving';
import { alpha3Of } from './country-code';
import { cheapestCleaner, type PlaceOption } from './cleaner-region';

const catalog = loadCatalog();

function aSizing(acceleratorId = 'h100-sxm5-80gb'): ServingSizing {
  return sizeServing({
    workloadId: 'w1',
    model: catalog.model('llama-3.1-8b'),
    accelerator: catalog.accelerator(acceleratorId),
    precision: 'bf16',
    traffic: {
      requestsPerSecondMean: 2,
      requestsPerSecondPeak: 6,
      inputTokens: { p50: 800, p95: 800 },
      outputTokens: { p50: 200, p95: 200 },
      cachedShare: 0,
    },
    slo: { timeToFirstTokenMs: null, timePerOutputTokenMs: 100, endToEndMs: null, availabilityPercent: null },
    inputRefs: {},
  });
}

function hours(value: number): Figure {
  return figure({
    id: 'sizing.w2.hours',
    label: 'hours',
    value,
    low: value,
    high: value,
    unit: 'h',
    method: 'computed',
  });
}

describe('carbonOfHours', () => {
  it('agrees with the energy that Meta reports for Llama 2 70B', () => {
    // 1,720,320 accelerator-hours at 400 W are 688 MWh before the rest of the server; 291.42 t are 0.423 kg/kWh of it.
    const result = carbonOfHours(
      {
        workloadId: 'w2',
        subject: 'training',
        acceleratorId: 'a100-sxm4-80gb',
        hours: hours(1_720_320),
        runsPerMonth: 1,
        runsRefs: [],
      },
      catalog,
      { kind: 'country', iso3: 'USA' },
    );
    expect(result.energy.value).toBeCloseTo(688_128 * 1.4, 3);
    const chips = (result.energy.value ?? 0) / 1.4;
    expect(291_420 / chips).toBeCloseTo(0.423, 3);
    const usa = catalog.countryCarbon('USA').intensityGPerKWh;
    expect(result.emissions.value).toBeCloseTo((688_128 * 1.4 * 1.5 * usa) / 1000, 3);
  });

  it('multiplies by the runs of a month', () => {
    const work = {
      workloadId: 'w2',
      subject: 'batch',
      acceleratorId: 'l4',
      hours: hours(100),
      runsPerMonth: 4,
      runsRefs: ['input:/workloads/1/training/runsPerMonth'],
    };
    const result = carbonOfHours(work, catalog, { kind: 'region', provider: 'gcp', region: 'europe-west4' });
    expect(result.energy.value).toBeCloseTo((100 * 4 * 72 * 1.4) / 1000, 10);
    expect(result.energy.inputs).toContain('input:/workloads/1/training/runsPerMonth');
  });
});

describe('carbonOfServing', () => {
  const site = { kind: 'region', provider: 'aws', region: 'ca-central-1' } as const;

  it('takes idle power and the used share of the rest', () => {
    const sizing = aSizing('a100-sxm4-80gb');
    const result = carbonOfServing(sizing, catalog, site);
    const used = sizing.figures.find((entry) => entry.id === sizing.ids['mean-utilisation'])?.value ?? 0;
    const idle = 46 / 407;
    const watts = (sizing.accelerators ?? 0) * 400 * (idle + used * (1 - idle)) * 1.4;
    expect(result.power.value).toBeCloseTo(watts / 1000, 10);
    expect(result.energy.value).toBeCloseTo((watts / 1000) * 730, 8);
  });

  it('spans what different publishers say of a grid', () => {
    const { intensity, emissions } = carbonOfServing(aSizing(), catalog, site);
    expect(intensity.value).toBe(5.48);
    expect(intensity.low).toBe(5.48);
    expect(intensity.high).toBe(120);
    expect((emissions.high ?? 0) / (emissions.value ?? 1)).toBeGreaterThan(20);
  });

  it('leaves a region that nobody sourced unknown', () => {
    const result = carbonOfServing(aSizing(), catalog, {
      kind: 'region',
      provider: 'oci',
      region: 'eu-amsterdam-1',
    });
    expect(result.energy.value).not.toBeNull();
    expect(result.emissions.value).toBeNull();
    expect(result.emissions.unknown).toContain('eu-amsterdam-1');
  });

  it('leaves the power of a chip unknown where its rating is', () => {
    const result = carbonOfServing(aSizing('tpu-v5p'), catalog, {
      kind: 'region',
      provider: 'gcp',
      region: 'us-east5',
    });
    expect(result.power.value).toBeNull();
    expect(result.emissions.value).toBeNull();
  });

  it('cites figures that exist', () => {
    const sizing = aSizing();
    const result = carbonOfServing(sizing, catalog, site);
    const book = new FigureBook([...sizing.figures, ...result.figures]);
    for (const entry of result.figures) {
      for (const input of entry.inputs) expect(input.startsWith('input:') || book.has(input)).toBe(true);
    }
  });
});

describe('the making of hardware', () => {
  const site = { kind: 'region', provider: 'gcp', region: 'europe-west4' } as const;
  const work = { workloadId: 'w2', subject: 'training', runsPerMonth: 2, runsRefs: [] };

  it('is spread over the hours of its life where it is published', () => {
    const result = carbonOfHours(
      { ...work, acceleratorId: 'a100-sxm4-40gb', hours: hours(3504) },
      catalog,
      site,
    );
    // 318 kg x 2 x 3,504 h / 35,040 h; six years of life give two thirds of it, three years four thirds.
    expect(result.embodied.value).toBeCloseTo(63.6, 10);
    expect(result.embodied.low).toBeCloseTo(42.4, 10);
    expect(result.embodied.high).toBeCloseTo(84.8, 10);
    expect(result.embodied.sources.map((source) => source.url).join(' ')).toContain('10.1145/3604930');
  });

  it('is unknown where nobody published it, and never 0', () => {
    const result = carbonOfServing(aSizing('h100-sxm5-80gb'), catalog, site);
    expect(result.embodied.value).toBeNull();
    expect(result.embodied.unknown).toContain('not sourced');
    expect(result.emissions.value).toBeGreaterThan(0);
  });
});

describe('emissions of serving', () => {
  const site = { kind: 'region', provider: 'gcp', region: 'europe-west4' } as const;

  it('come per million output tokens', () => {
    const result = carbonOfServing(aSizing(), catalog, site);
    // 2 requests a second of 200 tokens over 730 h are 1,051.2 million tokens.
    expect(result.perMillionTokens.value).toBeCloseTo(((result.emissions.value ?? 0) * 1000) / 1051.2, 8);
    expect(result.perMillionTokens.unit).toBe('gCO2e');
  });

  it('say on what basis and for which year the intensity is', () => {
    const { basis, intensity } = carbonOfServing(aSizing(), catalog, site);
    expect(basis).toBe('location-based annual average, 2024');
    expect(intensity.formula).toContain('2024');
  });

  it('follow the grid: a dirtier one emits more by the same factor', () => {
    const sizing = aSizing();
    const grids = ['europe-west4', 'europe-north1', 'us-central1', 'asia-east1'].map((region) =>
      carbonOfServing(sizing, catalog, { ...site, region }),
    );
    for (const one of grids) {
      for (const other of grids) {
        const factor = (entry: typeof one): number => (entry.intensity.value ?? 0) * (entry.pue.value ?? 0);
        expect((one.emissions.value ?? 0) / (other.emissions.value ?? 1)).toBeCloseTo(
          factor(one) / factor(other),
          10,
        );
      }
    }
  });
});

describe('cheapestCleaner', () => {
  function place(id: string, usd: number | null, kg: number | null, spread = 0): PlaceOption {
    const draft = (value: number | null, unit: string) =>
      figure({
        id: `test.${id}.${unit}`,
        label: unit,
        value,
        low: value === null ? null : value - spread,
        high: value === null ? null : value + spread,
        unit,
        method: 'computed',
        ...(value === null ? { unknown: 'nobody knows' } : {}),
      });
    return { id, monthlyUsd: draft(usd, 'USD/month'), emissions: draft(kg, 'kgCO2e/month') };
  }
  const here = place('here', 10_000, 4_000);

  it('takes the cheapest of those that are materially cleaner, and prices the tonne', () => {
    const options = [
      here,
      place('a-little', 10_100, 3_500),
      place('clean', 11_000, 1_000),
      place('cleaner', 12_000, 100),
    ];
    const found = cheapestCleaner(here, options, 'carbon.w1.cleaner-region');
    expect(found?.option.id).toBe('clean');
    expect(found?.avoided.value).toBe(3_000);
    expect(found?.extraCost.value).toBe(1_000);
    // 1,000 USD for 3 t.
    expect(found?.perTonne?.value).toBeCloseTo(333.333, 3);
    expect(found?.isCertain).toBe(true);
  });

  it('takes no part in what it does not know', () => {
    const options = [place('no-price', null, 10), place('no-grid', 1, null)];
    expect(cheapestCleaner(here, options, 's')).toBeNull();
    expect(cheapestCleaner(place('here', 1, null), [place('clean', 1, 1)], 's')).toBeNull();
  });

  it('prices no tonne where the cleaner place costs less, and says where ranges overlap', () => {
    const found = cheapestCleaner(here, [place('both', 9_000, 2_900, 1_200)], 's');
    expect(found?.perTonne).toBeNull();
    expect(found?.isCertain).toBe(false);
  });
});

describe('alpha3Of', () => {
  it('names countries and their parts, and nothing else', () => {
    expect(['DE', 'us-ca', 'GB', 'CH'].map(alpha3Of)).toEqual(['DEU', 'USA', 'GBR', 'CHE']);
    expect(['EU', 'EEA', '', 'frankfurt'].map(alpha3Of)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('gives codes that the grid data knows', () => {
    const codes = ['DE', 'FR', 'NL', 'IE', 'SE', 'US', 'GB', 'CH', 'JP', 'IN', 'AU', 'BR', 'ZA', 'AE', 'SG'];
    expect(codes.filter((code) => catalog.findCountryCarbon(alpha3Of(code) ?? '') === undefined)).toEqual([]);
  });
});

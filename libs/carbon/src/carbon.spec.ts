import { loadCatalog } from '@app/catalog';
import { figure, FigureBook, type Figure } from '@app/kernel';
import { sizeServing, type ServingSizing } from '@app/sizing';
import { carbonOfHours } from './carbon-of-hours';
import { carbonOfServing } from './carbon-of-serving';

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

import { loadCatalog } from '@app/catalog';
import type { ServingSpec } from './serving';
import { servingSettings } from './serving-settings';
import { servingFigure, sizeServing } from './size-serving';

const catalog = loadCatalog();

function aSpec(input: number, output: number): ServingSpec {
  return {
    workloadId: 'w',
    model: catalog.model('llama-3.1-8b'),
    accelerator: catalog.accelerator('h100-sxm5-80gb'),
    precision: 'bf16',
    traffic: {
      requestsPerSecondMean: 2,
      requestsPerSecondPeak: 8,
      inputTokens: { p50: input, p95: input },
      outputTokens: { p50: output, p95: output },
      cachedShare: 0,
    },
    slo: {
      timeToFirstTokenMs: null,
      timePerOutputTokenMs: null,
      endToEndMs: null,
      availabilityPercent: null,
    },
    inputRefs: {},
  };
}

function wasteOf(input: number, output: number) {
  const spec = aSpec(input, output);
  const sizing = sizeServing(spec);
  const waste = servingSettings(spec, sizing).figures.find(({ id }) => id.endsWith('block-waste'));
  const perSequence = (servingFigure(sizing, 'kv-per-sequence').value ?? 0) * 2 ** 30;
  return { waste, tokens: perSequence / (servingFigure(sizing, 'kv-per-token').value ?? 1) };
}

describe('the waste of half-filled blocks of a paged cache', () => {
  it('is half a block of sixteen tokens over the sequence with it', () => {
    const { waste, tokens } = wasteOf(900, 200);
    // A sequence is its prompt and, on average over its life, half of its answer: 900 + 100.
    expect(tokens).toBeCloseTo(1_000, -1);
    expect(waste?.value).toBeCloseTo((8 / 1_008) * 100, 2);
    expect(waste?.low).toBeCloseTo((8 / 1_008) * 100, 2);
    expect(waste?.high).toBeCloseTo((32 / 1_032) * 100, 2);
    expect(waste?.unit).toBe('%');
  });

  it('weighs more the shorter the sequences are', () => {
    const shares = [
      [4_000, 400],
      [400, 40],
      [40, 8],
    ].map(([input = 0, output = 0]) => wasteOf(input, output).waste?.value ?? 0);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(shares[2]).toBeGreaterThan(10);
    expect(shares[2]).toBeLessThan(20);
  });
});

import { loadBenchmarks, loadCatalog } from '@app/catalog';
import { accuracyFigures, quantile } from './accuracy-figures';
import { accuracySummary } from './accuracy-summary';
import { benchmarkFacts } from './benchmark-facts';
import { leaveOneOut, rowsUnder } from './fit-factors';
import { PERFORMANCE } from './fitted-factors';
import { compareWithMeasurements } from './measurement-comparison';
import { reachOf } from './prediction-interval';

const benchmarks = loadBenchmarks();

describe('the performance model', () => {
  const compared = compareWithMeasurements(benchmarks, loadCatalog());
  const { rows, skipped } = compared;
  const ofKind = (kind: string) => rows.filter((row) => row.kind === kind);

  it('predicts every published measurement, of every kind', () => {
    expect(skipped).toEqual([]);
    expect(rows).toHaveLength(benchmarks.length);
    for (const kind of ['inference-throughput', 'inference-ttft', 'training-throughput', 'training-cost']) {
      expect(ofKind(kind).length).toBeGreaterThan(2);
    }
  });

  it('is off by at most a tenth in the median, and within a quarter for nine rows of ten', () => {
    const summary = accuracySummary(rows);
    expect(summary?.medianAbsoluteError).toBeLessThanOrEqual(0.1);
    expect(summary?.withinQuarter).toBeGreaterThanOrEqual(0.9);
    expect(Math.abs(summary?.medianError ?? 1)).toBeLessThan(0.05);
  });

  it('covers three quarters to nine tenths by its 80 % intervals: of its rows, and of rows left out', () => {
    const facts = benchmarkFacts(loadCatalog());
    const third = new Map(benchmarks.map((row, index) => [row.id, String(index % 3)]));
    const looks = [
      rowsUnder(benchmarks, facts, PERFORMANCE),
      leaveOneOut(benchmarks, facts, (row) => third.get(row.id) ?? ''),
    ];
    for (const look of looks) {
      const inside = rows.filter((row) => {
        const unseen = look.get(row.id) ?? { error: NaN, leverage: NaN };
        const reach = (leverage: number): number => reachOf(leverage, PERFORMANCE.intervals);
        const wider = reach(unseen.leverage) / reach(looks[0]?.get(row.id)?.leverage ?? NaN);
        return Math.abs(Math.log(1 + unseen.error)) <= Math.log(row.high / row.predicted) * wider;
      });
      expect(inside.length / rows.length).toBeGreaterThanOrEqual(0.75);
      expect(inside.length / rows.length).toBeLessThanOrEqual(0.9);
    }
    expect(accuracySummary(rows)?.insideInterval).toBeLessThanOrEqual(0.9);
  });

  it('is less sure of a chip that few rows hold than of one that many do', () => {
    const width = (id: string): number => {
      const { high = NaN, predicted = NaN } = rows.find((row) => row.id === id) ?? {};
      return Math.log(high / predicted);
    };
    expect(width('bm-081')).toBeGreaterThan(1.2 * width('bm-010'));
    expect(width('bm-026')).toBeGreaterThan(1.2 * width('bm-010'));
  });

  it('names what a source does not state and was assumed', () => {
    const mlperf = rows.find((row) => row.id === 'bm-061');
    expect(mlperf?.assumed).toEqual(['a prompt of 294 tokens', 'the split of the model over the system']);
    expect(rows.find((row) => row.id === 'bm-001')?.assumed).toEqual([]);
  });

  it('publishes its error with the sources of the measurements', () => {
    const figures = accuracyFigures(compared);
    const errors = rows.map((row) => Math.abs(row.error));
    expect(figures.median.value).toBeCloseTo(quantile(errors, 0.5) * 100, 10);
    expect(figures.median.unit).toBe('%');
    expect(figures.rows.value).toBe(benchmarks.length);
    expect(figures.median.sources.length).toBeGreaterThan(5);
  });

  it('says of a row that it cannot predict why', () => {
    const [row] = benchmarks;
    const odd = [
      { ...row!, id: 'unknown-model', modelId: 'no-such-model' },
      { ...row!, id: 'unknown-chip', acceleratorId: 'no-such-chip' },
      { ...row!, id: 'unknown-format', precision: 'int3' },
      { ...row!, id: 'unknown-unit', unit: 'bananas' },
      { ...row!, id: 'too-large', modelId: 'llama-3.1-405b' },
    ];
    const outcome = compareWithMeasurements(odd, loadCatalog());
    expect(outcome.rows).toEqual([]);
    expect(outcome.skipped.map(({ id }) => id)).toEqual(odd.map(({ id }) => id));
    expect(outcome.skipped[0]?.reason).toContain('no-such-model');
    expect(outcome.skipped[1]?.reason).toContain('the nearest are');
    expect(outcome.skipped[4]?.reason).toContain('do not fit into 1 x 80 GB');
  });
});

describe('quantile', () => {
  it('takes the nearest rank', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
    expect(quantile([4, 1, 3, 2], 0.9)).toBe(4);
    expect(quantile([], 0.5)).toBe(0);
  });
});

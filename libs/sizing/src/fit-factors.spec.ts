import { loadBenchmarks, loadCatalog } from '@app/catalog';
import { fitFactors, STARTING_FACTORS } from './fit-factors';
import { FITTED } from './fitted-factors';
import { benchmarkFacts } from './measurement-comparison';
import { predictBenchmark } from './predict-benchmark';

const facts = benchmarkFacts(loadCatalog());

describe('fitFactors', () => {
  it('gives the factors that the product uses', () => {
    expect(fitFactors(loadBenchmarks(), facts)).toEqual(FITTED);
  });

  it('finds factors again from measurements that were made with them', () => {
    const truth = { ...STARTING_FACTORS, trainingAmpere: 0.4, trainingHopper: 0.3 };
    const made = loadBenchmarks()
      .filter((row) => row.kind === 'training-throughput')
      .map((row) => {
        const prediction = predictBenchmark(row, facts, truth);
        if (typeof prediction === 'string') throw new TypeError(prediction);
        return { ...row, value: prediction.predicted };
      });
    const found = fitFactors(made, facts);
    expect(found.trainingAmpere).toBeCloseTo(0.4, 1);
    expect(found.trainingHopper).toBeCloseTo(0.3, 1);
    expect(found.compute).toBeCloseTo(STARTING_FACTORS.compute, 2);
  });
});

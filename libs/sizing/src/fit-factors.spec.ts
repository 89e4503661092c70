import { loadBenchmarks, loadCatalog } from '@app/catalog';
import { fitFactors, STARTING_FACTORS } from './fit-factors';
import { PERFORMANCE } from './fitted-factors';
import { benchmarkFacts } from './benchmark-facts';
import { predictPoint } from './predict-benchmark';

const facts = benchmarkFacts(loadCatalog());

describe('fitFactors', () => {
  it('gives the factors that the product uses', () => {
    const { factors, information } = PERFORMANCE;
    expect(fitFactors(loadBenchmarks(), facts)).toEqual({ factors, information });
  });

  it('finds factors again from measurements that were made with them', () => {
    const truth = { ...STARTING_FACTORS, training: 0.4, trainingIntensity: 0.6 };
    const made = loadBenchmarks()
      .filter((row) => row.kind === 'training-throughput')
      .map((row) => {
        const prediction = predictPoint(row, facts, truth);
        if (typeof prediction === 'string') throw new TypeError(prediction);
        return { ...row, value: prediction.predicted };
      });
    const { factors: found } = fitFactors(made, facts);
    expect(found.training).toBeCloseTo(0.4, 1);
    expect(found.trainingIntensity).toBeCloseTo(0.6, 1);
    expect(found.compute).toBeCloseTo(STARTING_FACTORS.compute, 2);
  });
});

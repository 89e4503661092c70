import { loadCatalog } from '@app/catalog';
import { FigureBook } from '@app/kernel';
import { runFootprint } from './run-footprint';

const catalog = loadCatalog();

describe('runFootprint', () => {
  it('multiplies measured processor time by assumed watts', () => {
    const { energy, emissions, modelEnergy } = runFootprint(
      { cpuMs: 1_800, country: 'DEU', modelTokens: 0 },
      catalog,
    );
    // 1.8 s x 3.5 W x 1.5 / 3,600 s, from 1.8 x 0.74 x 1 to 1.8 x 7 x 1.5.
    expect(energy.value).toBeCloseTo(0.002625, 10);
    expect(energy.low).toBeCloseTo(0.00037, 10);
    expect(energy.high).toBeCloseTo(0.00525, 10);
    const grid = catalog.countryCarbon('DEU').intensityGPerKWh;
    expect(emissions.value).toBeCloseTo((0.002625 * grid) / 1000, 12);
    expect(modelEnergy.value).toBe(0);
  });

  it('leaves unknown what nobody measured, stated or published', () => {
    const nowhere = runFootprint({ cpuMs: 1_800, country: null, modelTokens: 1_000 }, catalog);
    expect(nowhere.energy.value).not.toBeNull();
    expect(nowhere.emissions.unknown).toContain('nobody stated in which country');
    expect(nowhere.modelEnergy.unknown).toContain('no energy of a token');
    const old = runFootprint({ cpuMs: null, country: 'DEU', modelTokens: 0 }, catalog);
    expect([old.processorTime.value, old.energy.value, old.emissions.value]).toEqual([null, null, null]);
    const abroad = runFootprint({ cpuMs: 1, country: 'XXX', modelTokens: 0 }, catalog);
    expect(abroad.emissions.unknown).toContain('XXX');
  });

  it('cites figures that it holds', () => {
    const { figures } = runFootprint({ cpuMs: 5, country: null, modelTokens: 0 }, catalog);
    const book = new FigureBook(figures);
    for (const entry of figures) expect(entry.inputs.filter((id) => !book.has(id))).toEqual([]);
  });
});

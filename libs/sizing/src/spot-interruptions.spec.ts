import { loadCatalog } from '@app/catalog';
import { sizeTraining } from './size-training';
import { interruptionsPerHour, SPOT_INTERRUPTIONS } from './spot-interruptions';

describe('spot interruptions', () => {
  it('take the stated share of instances within a month, at a rate that does not change', () => {
    for (const percent of [5, 20, 50]) {
      expect(1 - Math.exp(-interruptionsPerHour(percent) * 730)).toBeCloseTo(percent / 100, 12);
    }
    // Of 100 slots that are filled again at once, a month sees more than 50 interruptions: some are hit twice.
    expect(interruptionsPerHour(50) * 730).toBeCloseTo(Math.LN2, 12);
  });

  it('are the one figure that a training rests on', () => {
    const catalog = loadCatalog();
    const { reliability } = sizeTraining({
      workloadId: 'w1',
      model: catalog.model('llama-3.1-8b'),
      accelerator: catalog.accelerator('h100-sxm5-80gb'),
      method: 'full',
      tokens: 1e9,
      epochs: 1,
      sequenceLength: 4096,
      loraRank: 16,
      deadlineHours: null,
      inputRefs: {},
    });
    const lost = reliability?.figures.find(({ id }) => id === reliability.ids['spot-lost-share']);
    expect(lost?.inputs).toContain(SPOT_INTERRUPTIONS.id);
    expect(reliability?.figures).toContainEqual(SPOT_INTERRUPTIONS);
    expect([SPOT_INTERRUPTIONS.value, SPOT_INTERRUPTIONS.unit]).toEqual([20, '%']);
  });
});

import { figure } from '@app/kernel';
import type { Analysis } from '../analysis';
import type { SimulatedCase } from './simulated-case';
import { recoveryOf } from './trouble-recovery';

/** The recovery that is told of a simulation with four failures. */
function told(recovered: number) {
  const notes = { figure } as unknown as Analysis;
  const recovery = { failures: 4, recovered, mean: 120, least: 60, most: 240 };
  const entry = { name: 'zone-loss', result: { recovery, seed: 7 }, figures: { counted: { inputs: ['a'] } } };
  return recoveryOf(notes, 'simulation.w.zone-loss', entry as unknown as SimulatedCase);
}

describe('the time in which a fleet recovers', () => {
  it('is the mean of all failures, between the shortest and the longest', () => {
    expect(told(4)).toMatchObject({ value: 2, low: 1, high: 4 });
    expect(told(4).formula).toContain('of the failures in it');
  });

  it('has no high end, and says of how many it is, where the fleet was not seen to recover from each', () => {
    expect(told(3)).toMatchObject({ value: 2, low: 1, high: null });
    expect(told(3).formula).toContain('3 of 4 failures');
  });
});

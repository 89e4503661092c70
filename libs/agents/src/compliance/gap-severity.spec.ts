import { figure, unknownFigure } from '@app/kernel';
import { gapSeverity } from './gap-severity';

describe('gapSeverity', () => {
  const rated = (value: number) =>
    gapSeverity({ risk: figure({ id: 'r', label: 'risk', value, unit: '1', method: 'assumed' }) });

  it('is high from three quarters of the most points on, medium from eight', () => {
    expect([20, 16, 15, 12, 10, 8, 6, 1].map(rated)).toEqual([
      ...['high', 'high', 'high', 'medium', 'medium', 'medium'],
      ...['low', 'low'],
    ]);
  });

  it('is high where nobody rated the control', () => {
    const risk = unknownFigure({ id: 'r', label: 'risk', unit: '1', method: 'assumed', reason: 'not rated' });
    expect(gapSeverity({ risk })).toBe('high');
  });
});

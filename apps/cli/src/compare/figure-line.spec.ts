import { figureLine } from './figure-line';
import type { ShownFigure } from './run-comparison';

const side = (value: number | null, printed: string, label = 'Cost') => ({ label, value, printed });

function aChange(
  from: ShownFigure['from'],
  to: ShownFigure['to'],
  printedDelta: string | null = 'USD 5',
): ShownFigure {
  const isKnown = from?.value != null && to?.value != null;
  return {
    ...{ id: 'c', label: 'Cost', kind: 'changed', unit: 'USD', from, to, insideBothRanges: null },
    delta: isKnown ? (to.value ?? 0) - (from.value ?? 0) : null,
    printedDelta: isKnown ? printedDelta : null,
    ...{ differs: ['value'], causes: [], foundBy: 'none' },
  };
}

describe('figureLine', () => {
  it.each<[string, ShownFigure, string]>([
    ['a rise', aChange(side(20, 'USD 20'), side(25, 'USD 25')), 'Cost: USD 20 → USD 25 (+USD 5, +25 %)'],
    ['a fall', aChange(side(25, 'USD 25'), side(20, 'USD 20')), 'Cost: USD 25 → USD 20 (-USD 5, -20 %)'],
    ['from nothing', aChange(side(0, 'USD 0'), side(5, 'USD 5')), 'Cost: USD 0 → USD 5 (+USD 5)'],
    ['to nothing', aChange(side(5, 'USD 5'), side(0, 'USD 0')), 'Cost: USD 5 → USD 0 (-USD 5, -100 %)'],
    ['less below nothing', aChange(side(-10, '-10'), side(-5, '-5')), 'Cost: -10 → -5 (+USD 5, +50 %)'],
    ['a trace', aChange(side(1e6, 'a'), side(1e6 + 5, 'b')), 'Cost: a → b (+USD 5, less than 0.1 %)'],
    ['from unknown', aChange(side(null, 'unknown'), side(5, 'USD 5')), 'Cost: unknown → USD 5'],
    ['on one side only', aChange(null, side(5, 'USD 5')), 'Cost: not there → USD 5'],
    ['the same value', aChange(side(5, 'USD 5'), side(5, 'USD 5')), 'Cost: USD 5 → USD 5'],
  ])('%s', (_what, change, line) => {
    expect(figureLine(change)).toBe(line);
  });

  it('names two things at one place by their own labels', () => {
    const change = aChange(side(20, 'USD 20', 'T4'), side(25, 'USD 25', 'L4'));
    expect(figureLine(change)).toBe('T4: USD 20 → L4: USD 25 (+USD 5, +25 %)');
  });

  it('says that a change is within what was uncertain anyway', () => {
    const change = { ...aChange(side(20, 'USD 20'), side(25, 'USD 25')), insideBothRanges: true };
    expect(figureLine(change)).toContain('(+USD 5, +25 %, within both ranges)');
  });
});

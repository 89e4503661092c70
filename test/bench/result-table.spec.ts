import type { Measurement } from './benchmark';
import { verdictOf } from './benchmark';
import type { Outcome } from './result-table';
import { allMet, formatFigure, formatOutcome, formatVerdicts } from './result-table';

const fast: Measurement = {
  what: 'a run',
  value: 5.128,
  unit: 'ms',
  better: 'lower',
  aim: { is: '<=', value: 6 },
};
const slow: Measurement = { ...fast, what: 'a longer run', value: 12.5, spread: 'p95 14.0, 20 runs' };

function anOutcome(...measurements: Measurement[]): Outcome {
  return {
    benchmark: { name: 'one', title: 'how long it takes' },
    loadAtStart: 0.4,
    result: { measurements, notes: ['on loopback'], plot: ['#'] },
    failure: null,
  };
}
const broken: Outcome = { ...anOutcome(), result: null, failure: 'no answer' };

describe('verdictOf', () => {
  it.each([
    [6, '<=', 6, 'met'],
    [6.01, '<=', 6, 'missed'],
    [6, '<', 6, 'missed'],
    [5, '>=', 6, 'missed'],
    [6, '>=', 6, 'met'],
    [0, '=', 0, 'met'],
    [1, '=', 0, 'missed'],
    [NaN, '<=', 6, 'missed'],
  ] as const)('judges %d %s %d', (value, is, aim, verdict) => {
    expect(verdictOf({ value, aim: { is, value: aim } })).toBe(verdict);
  });

  it('has nothing to say of a figure without an aim', () => {
    expect(verdictOf({ value: 1 })).toBeNull();
  });
});

describe('formatFigure', () => {
  it.each([
    [1000, '1000'],
    [123.456, '123'],
    [12.345, '12.3'],
    [1.2345, '1.23'],
    [0.12345, '0.123'],
    [-0.5, '-0.500'],
    [0, '0'],
  ])('writes %d as %s', (value, text) => {
    expect(formatFigure(value)).toBe(text);
  });
});

describe('formatOutcome', () => {
  it('sets figures under each other by their last digit, with aim and result beside them', () => {
    const lines = formatOutcome(anOutcome(fast, slow)).split('\n');
    expect(lines[0]).toBe('one: how long it takes  [load 0.40]');
    expect(lines[3]).toBe('  a run           5.13  ms    lower   <= 6  met');
    expect(lines[4]).toBe('  a longer run    12.5  ms    lower   <= 6  MISSED  p95 14.0, 20 runs');
    expect(lines.slice(5, 7)).toEqual(['  * on loopback', '  #']);
  });

  it('says why there is no result', () => {
    expect(formatOutcome(broken)).toContain('gave no result: no answer');
  });
});

describe('formatVerdicts', () => {
  it('counts the aims and lists what was missed or broke', () => {
    const text = formatVerdicts([anOutcome(fast, slow), broken]);
    expect(text).toContain('1 of 2 aims met');
    expect(text).toContain('missed  one: a longer run: 12.5 ms, aim <= 6');
    expect(text).toContain('broken  one: no answer');
  });
});

describe('allMet', () => {
  it('needs every aim met and every benchmark whole', () => {
    expect(allMet([anOutcome(fast)])).toBe(true);
    expect(allMet([anOutcome(fast, slow)])).toBe(false);
    expect(allMet([anOutcome(fast), broken])).toBe(false);
  });
});

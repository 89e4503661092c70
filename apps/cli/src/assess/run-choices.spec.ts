import { parseRunChoices } from './run-choices';

describe('parseRunChoices', () => {
  it('hands on what was given and nothing else', () => {
    expect(parseRunChoices({})).toEqual({});
    expect(parseRunChoices({ asOf: '2026-02-28', quorum: '9' })).toEqual({ asOf: '2026-02-28', quorum: 9 });
    expect(parseRunChoices({ narration: 'required', budgetUsd: '0.5' })).toEqual({
      narration: 'required',
      budgetUsd: 0.5,
    });
  });

  it.each(['on', 'OFF', ''])('refuses a narration of "%s"', (narration) => {
    expect(() => parseRunChoices({ narration })).toThrow(/--narration .*off, preferred or required/);
  });

  it.each(['-1', 'ten', '', '10001', 'NaN'])('refuses a budget of "%s"', (budgetUsd) => {
    expect(() => parseRunChoices({ budgetUsd })).toThrow(/--budget-usd .*0 to 10000/);
  });

  it.each([{ asOf: 'yesterday' }, { asOf: '2026-02-30' }, { asOf: '2026-2-1' }])('refuses %j', (choices) => {
    expect(() => parseRunChoices(choices)).toThrow(/--as-of .*expected a date/);
  });

  it.each(['0', '12', '2.5', 'all'])('refuses a quorum of %s', (quorum) => {
    expect(() => parseRunChoices({ quorum })).toThrow(/--quorum .*1 to 11/);
  });
});

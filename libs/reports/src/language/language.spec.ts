import { aFigure } from '../../../../test/support/agent-output.builder';
import { aReportFacts } from '../../../../test/support/report.builder';
import { printAnswer } from '../answer-format';
import { printDate, printTime } from '../date-format';
import { printFigure } from '../figure-format';
import { printNumber } from '../number-format';
import { buildReport } from '../build-report';
import { PHRASES } from './phrases';
import { translateDocument } from './translate-document';
import { translatePhrase } from './translate-phrase';

const german = (value: number | null, unit: string, more: object = {}) =>
  printFigure(
    aFigure({ id: 'x', value, unit, ...(value === null ? { unknown: 'no data' } : {}), ...more }),
    'de',
  ).text.replaceAll('\u00a0', ' ');

describe('a German report', () => {
  it.each([
    [1234.5, 'plain', '1.235'],
    [12.34, 'plain', '12,3'],
    [0.0123, 'plain', '0,0123'],
    [3.4e12, 'plain', '3,4 Billionen'],
    [2.34e9, 'money', '2,34 Milliarden'],
    [148_492_871, 'plain', '148 Millionen'],
    [1.2e24, 'plain', '1,2 × 10²⁴'],
    [99.999, 'share', '99,999'],
  ] as const)('writes the number %p (%s) as %s', (value, kind, text) =>
    expect(printNumber(value, kind, 'de')).toBe(text),
  );

  it.each([
    [18_432.5, 'USD/month', '18.433 USD/Monat'],
    [0.15, 'USD/10^6 tokens', '0,15 USD/Million Token'],
    [2.5, 'USD/h', '2,50 USD/h'],
    [42.5, '%', '42,5 %'],
    [99.5, '% MFU', '99,5 % MFU'],
    [1, 'person-days', '1 Personentag'],
    [2.5, 'd', '2,5 Tage'],
    [7, '1/d', '7/Tag'],
    [120, 'output tokens/s', '120 Ausgabe-Token/s'],
    [131.4, 'GiB', '131 GiB'],
    [3.2, 'kgCO2e/month', '3,2 kg CO₂e/Monat'],
  ])('prints %p %s as %s', (value, unit, text) => expect(german(value, unit)).toBe(text));

  it('prints ranges, bounds and what is unknown in its own words', () => {
    expect(german(4200, 'tokens/s', { low: 3100, high: 6400 })).toBe('4.200 Token/s (3.100–6.400)');
    expect(german(null, 'Wh', { unknown: 'nobody measured it' })).toBe(
      'unbekannt (niemand hat sie gemessen)',
    );
    expect(german(4, 'h', { low: 3 })).toBe('4 h (mindestens 3)');
    expect(german(null, 'USD', { low: 1, high: 2 })).toBe('unbekannt (no data; zwischen 1 und 2)');
    expect(german(1, '%', { low: -5, high: 10 })).toBe('1 % (-5 bis 10)');
  });

  it('writes dates as the language does, and leaves alone what is no date', () => {
    expect(printDate('2026-11-21', 'de')).toBe('21. November 2026');
    expect(printDate('2026-11-21')).toBe('21 November 2026');
    expect(printDate('2025-03', 'de')).toBe('März 2025');
    expect(printDate('2026-02-30', 'de')).toBe('2026-02-30');
    expect(printDate('some day', 'de')).toBe('some day');
    expect(printTime('2026-11-20T23:59:59.000Z', 'de')).toBe('20. November 2026, 23:59 UTC');
  });

  it('writes answers with its own digits', () => {
    expect(printAnswer({ a: [1234.5, true], b: null }, 'de')).toBe('a: 1.234,5, ja, b: keine');
  });

  it('writes dates in cells as it does elsewhere, and names of agents in the middle of a sentence', () => {
    const rows = [['2026-06-18 (old)', '2025-03', '2026-02-30', 'GPT 4', 'high']];
    const table = { kind: 'table' as const, title: 'T', columns: [], rows };
    const section = { id: 's', title: 'S', audiences: [], blocks: [table] };
    const [told] = translateDocument({ ...buildReport(aReportFacts()), sections: [section] }, 'de').sections;
    expect(told?.blocks).toMatchObject([
      { rows: [['18. Juni 2026 (veraltet)', 'März 2025', '2026-02-30', 'GPT 4', 'hoch']] },
    ]);
    const effort = 'Weeks of work · for Chat and Search · recommended by CTO, Research and AI consultant';
    expect(translatePhrase(effort, 'de')).toBe(
      'Wochen Arbeit · für Chat and Search · empfohlen von CTO, Recherche und KI-Beratung',
    );
  });

  it('has a translation with the same slots for every phrase, and none for what is not a phrase', () => {
    const slots = (text: string) => [...text.matchAll(/\{\d\}/g)].map(String).sort();
    for (const phrase of PHRASES) expect(slots(translatePhrase(phrase, 'de') ?? '')).toEqual(slots(phrase));
    expect(translatePhrase('An agent wrote this.', 'de')).toBeNull();
    expect(translatePhrase('constructor', 'de')).toBeNull();
    expect(translatePhrase('Worded by a (b); figures and findings are computed.', 'de')).toBe(
      'Formuliert von a (b); Zahlen und Befunde sind berechnet.',
    );
  });
});

import { z } from 'zod';
import { RowParser } from './row-parser';
import type { RowProblem } from './row-problem';
import { citation } from './rows/row-fields';

describe('RowParser', () => {
  it('notes every fact of a row whose source nobody said how far to trust', () => {
    const problems: RowProblem[] = [];
    const file = { asOf: '2026-08-22' };
    const cited = { title: 'list price', url: 'https://example.com', sourceDate: null, file };

    new RowParser('prices.json', file, problems).rows([{ id: 'p5' }], {
      schema: z.strictObject({ id: z.string() }),
      shape: ({ id }) => ({
        id,
        source: citation({ ...cited, confidence: 'high' }),
        terms: [{ years: 3, source: citation(cited) }],
      }),
      idOf: ({ id }) => id,
    });

    expect(problems).toMatchObject([{ file: 'prices.json', id: 'p5', field: 'confidence' }]);
  });
});

import { FigureBook } from './figure-book';
import { figure, unknownFigure } from './figure';
import { cite, citedIds, figureTextParts, literal, renderFigureText } from './figure-text';

const draft = { id: 'sizing.w1.weights', label: 'Weights', unit: 'GiB', method: 'computed' } as const;

describe('figure', () => {
  it('completes a draft with neutral values', () => {
    expect(figure({ ...draft, value: 2 })).toEqual({
      ...draft,
      value: 2,
      low: null,
      high: null,
      formula: null,
      inputs: [],
      sources: [],
    });
  });

  it('refuses a number that is not one', () => {
    expect(() => figure({ ...draft, value: Number.NaN })).toThrow('must be finite');
    expect(() => figure({ ...draft, value: Infinity })).toThrow('must be finite');
  });

  it('keeps an unknown value unknown, with its reason', () => {
    expect(unknownFigure({ ...draft, reason: 'no price is listed' })).toMatchObject({
      value: null,
      unknown: 'no price is listed',
    });
    expect(() => figure({ ...draft, value: null })).toThrow('needs its reason');
  });
});

describe('FigureBook', () => {
  it('takes the same figure twice, and refuses another under its id', () => {
    const book = new FigureBook([figure({ ...draft, value: 2 })]);
    expect(book.add(figure({ ...draft, value: 2 }))).toBe(book.get(draft.id));
    expect(() => book.add(figure({ ...draft, value: 3 }))).toThrow('given twice with different content');
  });

  it('lists its figures in the order of their ids, whatever the order of adding', () => {
    const ids = ['b', 'a', 'c'].map((id) => figure({ ...draft, id, value: 1 }));
    expect(new FigureBook(ids).all().map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(new FigureBook(ids).has('c')).toBe(true);
  });
});

describe('figure texts', () => {
  const text = `Weights need ${cite(draft)} of memory.`;

  it('cites figures by id and prints them in place', () => {
    expect(citedIds(text)).toEqual([draft.id]);
    expect(renderFigureText(text, (id) => `<${id}>`)).toBe('Weights need <sizing.w1.weights> of memory.');
    expect(figureTextParts(text)).toEqual([
      { prose: 'Weights need ' },
      { figureId: draft.id },
      { prose: ' of memory.' },
    ]);
  });

  it('does not let a person form a citation', () => {
    expect(citedIds(literal('my [[sizing.w1.weights]] workload'))).toEqual([]);
  });
});

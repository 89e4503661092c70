import type { Figure } from '@app/kernel';
import type { NarrationFault } from './narration-fault';
import { faultsOfKind } from './narration-fault';
import type { TextToken } from './text-tokens';
import { isFunctionWord, stemOf } from './text-tokens';
import { isUnitWord } from './unit-words';

const RANGE = new Set(['to', 'through', 'till', '–', '—', '…']);

/** The figures of an output as the guard looks them up. */
export class CitableFigures {
  private readonly byId: ReadonlyMap<string, Figure>;

  constructor(figures: readonly Figure[]) {
    this.byId = new Map(figures.map((entry) => [entry.id, entry]));
  }

  get(id: string): Figure | undefined {
    return this.byId.get(id);
  }

  /** The figures of these ids with all that they were computed from. */
  withTrail(ids: readonly string[]): ReadonlySet<string> {
    const reached = new Set<string>();
    const open = [...ids];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (reached.has(id)) continue;
      reached.add(id);
      open.push(...(this.byId.get(id)?.inputs ?? []));
    }
    return reached;
  }
}

/** What is wrong with the figures that a text cites, beside the text that was computed. */
export function citationFaults(
  text: readonly TextToken[],
  statement: readonly TextToken[],
  source: readonly TextToken[],
  figures: CitableFigures,
): NarrationFault[] {
  const cited = idsOf(text);
  const given = idsOf(source);
  const reachable = figures.withTrail(given);
  const unknown = cited.filter((id) => !figures.get(id));
  const foreign = cited.filter((id) => figures.get(id) && !reachable.has(id));
  const dropped = idsOf(statement).filter((id) => !cited.includes(id));
  const made = unknown.map((id) => `cites [[${id.slice(0, 80)}]], which is no figure of this analysis`);
  return [
    ...faultsOfKind('unknown-figure', made),
    ...faultsOfKind('citation', [
      ...foreign.map((id) => `cites [[${id}]], which the given text does not rest on`),
      ...dropped.map((id) => `leaves out [[${id}]]: cite every figure of the given text`),
      ...outOfOrder(cited, statement, source, figures),
      ...text.flatMap((_token, index) => besideCitation(text, index, source, figures)),
    ]),
  ];
}

function idsOf(tokens: readonly TextToken[]): string[] {
  return [...new Set(tokens.flatMap((token) => (token.kind === 'figure' ? [token.id] : [])))];
}

/** Two figures of one unit that change places look right and say something else. */
function outOfOrder(
  cited: readonly string[],
  statement: readonly TextToken[],
  source: readonly TextToken[],
  figures: CitableFigures,
): string[] {
  const inStatement = idsOf(statement);
  const elsewhere = idsOf(source).filter((id) => !inStatement.includes(id));
  return [inStatement, elsewhere].flatMap((order) =>
    order.flatMap((first, index) =>
      order
        .slice(index + 1)
        .filter((second) => figures.get(first)?.unit === figures.get(second)?.unit)
        .filter((second) => cited.includes(first) && cited.includes(second))
        .filter((second) => cited.indexOf(second) < cited.indexOf(first))
        .map((second) => `changes the order of [[${first}]] and [[${second}]], which have one unit`),
    ),
  );
}

/** Units, signs, letters and nouns beside a citation that change what the figure says. */
function besideCitation(
  text: readonly TextToken[],
  index: number,
  source: readonly TextToken[],
  figures: CitableFigures,
): string[] {
  const token = text[index];
  if (token?.kind !== 'figure') return [];
  const sides = [-1, 1] as const;
  const faults = sides.flatMap((side) => {
    const beside = text[index + side];
    const glued = beside && (side === 1 ? beside.from === token.to : beside.to === token.from);
    const words = wordOf(beside);
    if (words === null || hasBeside(source, token.id, side, words)) return [];
    if (isUnitWord(words)) return [`has "${words}" beside [[${token.id}]], which prints its own unit`];
    if (words === '/' || (glued && beside.kind !== 'mark'))
      return [`has "${words}" attached to [[${token.id}]]: leave a space`];
    return [];
  });
  return [
    ...faults,
    ...madeRange(text, index, source),
    ...foreignNoun(text, index, source, figures.get(token.id)),
  ];
}

/** Two figures that are no ends of one range in the given text are made to look so. */
function madeRange(text: readonly TextToken[], index: number, source: readonly TextToken[]): string[] {
  const [first, link, second] = text.slice(index, index + 3);
  if (first?.kind !== 'figure' || second?.kind !== 'figure') return [];
  const words = link?.kind === 'mark' ? link.text : wordOf(link);
  if (words === null || !RANGE.has(words) || hasBeside(source, first.id, 1, words)) return [];
  return [`makes a range of [[${first.id}]] and [[${second.id}]], which the given text does not`];
}

/** A count says nothing without its noun: that has to be one of the given text or of the figure's label. */
function foreignNoun(
  text: readonly TextToken[],
  index: number,
  source: readonly TextToken[],
  figure: Figure | undefined,
): string[] {
  const next = text[index + 1];
  if (figure?.unit !== '1' || next?.kind !== 'word' || isFunctionWord(next.norm)) return [];
  const known = new Set(
    [
      ...source.flatMap((token) => (token.kind === 'word' ? [token.norm] : [])),
      ...figure.label.toLowerCase().split(/\W+/),
    ].map(stemOf),
  );
  return known.has(stemOf(next.norm))
    ? []
    : [`counts "${next.text}" by [[${figure.id}]], which the given text does not`];
}

function hasBeside(source: readonly TextToken[], id: string, side: -1 | 1, words: string): boolean {
  return source.some(
    (token, index) => token.kind === 'figure' && token.id === id && wordOf(source[index + side]) === words,
  );
}

function wordOf(token: TextToken | undefined): string | null {
  if (token?.kind === 'word') return token.norm;
  if (token?.kind === 'figure') return token.id;
  return token?.kind === 'mark' && (token.text === '/' || token.text === '–') ? token.text : null;
}

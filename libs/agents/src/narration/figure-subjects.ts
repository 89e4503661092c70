import type { CitableFigures } from './cited-figures';
import type { TextToken } from './text-tokens';
import { isFunctionWord, stemOf } from './text-tokens';

/** How much further away a word is for what stands between it and a figure; the end of a sentence parts them. */
const APART: Readonly<Record<string, number>> = { ',': 4, ';': 6, '(': 4, ')': 4, '—': 6, '–': 4 };
const JOINS = new Set(['and', 'but', 'while', 'against', 'or', 'whereas', 'than']);
const COMPARISON =
  /^(?:cheap|dear|costl|larg|small|bigg|fast|slow|high|low|better|worse|more|less|fewer|above|below|exceed|outgr)\w*$/;
const SENTENCE_ENDS = /[.!?…]/;

/**
 * Words that change places between two figures of one unit, so that each is said of what the other one counts: `chat
 * needs [[a]], search [[b]]` as `search needs [[a]], chat [[b]]`. A word belongs to the figure it is nearest to. Only
 * words that are in either text once are looked at, and one that moves alone, beside others that stay, passes.
 */
export function movedSubjects(
  text: readonly TextToken[],
  statement: readonly TextToken[],
  figures: CitableFigures,
): string[] {
  const [was, is] = [subjectsOf(statement), subjectsOf(text)];
  const ids = [...new Set(was.values())];
  const places = (from: string, to: string) =>
    [...was].filter(([word, id]) => id === from && is.get(word) === to).map(([word]) => word);
  return ids.flatMap((first) =>
    ids
      .filter((second) => second !== first && figures.get(first)?.unit === figures.get(second)?.unit)
      .filter((second) => places(second, first).length > 0 && places(first, first).length === 0)
      .map((second) => `says of [[${first}]] what the given text says of [[${second}]]`),
  );
}

/** Comparisons whose sides change places: `the API is cheaper than hosting` as `hosting is cheaper than the API`. */
export function turnedComparisons(text: readonly TextToken[], statement: readonly TextToken[]): string[] {
  const [was, is] = [sidesOf(statement), sidesOf(text)];
  return [...was].flatMap(([word, before]) => {
    const after = is.get(word);
    if (!after) return [];
    const crossed = (from: -1 | 1) =>
      [...before].some(([name, side]) => side === from && after.get(name) === -from);
    return crossed(-1) && crossed(1) ? [`turns the comparison "${word}" of the given text around`] : [];
  });
}

/** Of each word that is there once, the figure that it belongs to. */
function subjectsOf(tokens: readonly TextToken[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [word, index] of lonely(tokens)) {
    const ranked = tokens
      .flatMap((token, at) =>
        token.kind === 'figure' ? [{ id: token.id, far: distance(tokens, index, at) }] : [],
      )
      .sort((a, b) => a.far - b.far);
    const [nearest, next] = ranked;
    if (nearest && nearest.far < Infinity && nearest.far !== next?.far) found.set(word, nearest.id);
  }
  return found;
}

function distance(tokens: readonly TextToken[], one: number, other: number): number {
  return tokens.slice(Math.min(one, other) + 1, Math.max(one, other)).reduce((far, token) => {
    if (token.kind === 'mark')
      return far + (SENTENCE_ENDS.test(token.text) ? Infinity : (APART[token.text] ?? 0));
    return far + (token.kind === 'word' && JOINS.has(token.norm) ? 3 : 1);
  }, 0);
}

/** Of each comparison that is there once, the words of its clause and on which side of it they stand. */
function sidesOf(tokens: readonly TextToken[]): ReadonlyMap<string, ReadonlyMap<string, -1 | 1>> {
  const words = lonely(tokens);
  const comparisons = [...words].flatMap(([word, index]) => {
    const token = tokens[index];
    return token?.kind === 'word' && COMPARISON.test(token.norm) ? [[word, index] as const] : [];
  });
  return new Map(
    comparisons.map(([word, index]) => {
      const beside = [...words].filter(([other, at]) => other !== word && inOneClause(tokens, index, at));
      return [word, new Map(beside.map(([other, at]) => [other, at < index ? (-1 as const) : (1 as const)]))];
    }),
  );
}

function inOneClause(tokens: readonly TextToken[], one: number, other: number): boolean {
  const between = tokens.slice(Math.min(one, other), Math.max(one, other));
  return !between.some((token) => token.kind === 'mark' && token.ends);
}

/** Words with a meaning, and names, that are there exactly once, and where. */
function lonely(tokens: readonly TextToken[]): ReadonlyMap<string, number> {
  const places = Map.groupBy(tokens.keys(), (index) => keyOf(tokens[index]));
  return new Map(
    [...places].flatMap(([key, at]) =>
      key !== null && at.length === 1 ? [[key, at[0] as number] as const] : [],
    ),
  );
}

function keyOf(token: TextToken | undefined): string | null {
  if (token?.kind === 'own') return `name ${token.text}`;
  return token?.kind === 'word' && token.norm.length > 2 && !isFunctionWord(token.norm)
    ? stemOf(token.norm)
    : null;
}

import type { TextToken, WordToken } from './text-tokens';
import { isFunctionWord } from './text-tokens';
import { saysAmount } from './number-words';
import { isUnitWord } from './unit-words';

/**
 * Numbers that stand outside citations. A token with a digit passes as a name, and an amount in words as a phrase, only
 * where the computed text has the same one in the same company:
 * - a token that begins with a letter (`H100`, `gpt-4o`, `bf16`) and a date stand there verbatim;
 * - any other token with a digit (`3.1`, `70B`, `27001`) has the same word on both sides there, or follows the same
 *   name (`Llama 3.1`, `Art. 32`) and no unit follows it;
 * - an amount in words (`three years`) has the same noun after it there, or the same word on both sides.
 * The computed text itself has no number but in names, so a plain quantity has nothing to match.
 */
export function freeNumbers(text: readonly TextToken[], source: readonly TextToken[]): string[] {
  return text.flatMap((token, index) => {
    if (token.kind !== 'word') return [];
    if (/\p{N}/u.test(token.text)) {
      return isKnownName(token, text, index, source)
        ? []
        : [
            `"${token.text}" is a number outside a citation, or a name that the given text does not have here`,
          ];
    }
    if (!saysAmount(token.norm, wordAt(text, index - 1), wordAt(text, index + 1))) return [];
    return isKnownPhrase(token, text, index, source)
      ? []
      : [`"${token.text}" says an amount that the given text does not say in these words`];
  });
}

const STARTS_WITH_LETTER = /^\p{L}/u;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const NAME_LIKE = /^\p{Lu}|\p{N}|\.$/u;

function isKnownName(
  token: WordToken,
  text: readonly TextToken[],
  index: number,
  source: readonly TextToken[],
): boolean {
  const same = occurrences(source, (other) => other.text === token.text || `${other.text}s` === token.text);
  const possessive = occurrences(
    source,
    (other) => /^['’]s$/.test(token.text.slice(other.text.length)) && token.text.startsWith(other.text),
  );
  if (STARTS_WITH_LETTER.test(token.text) || DATE.test(token.text))
    return same.length + possessive.length > 0;
  const before = text[index - 1];
  const follows = wordAt(text, index + 1);
  const afterName =
    before?.kind === 'word' && NAME_LIKE.test(before.text) && !(follows !== null && isUnitWord(follows));
  return occurrences(source, (other) => other.text === token.text).some(
    (at) =>
      keyAt(source, at - 1) === keyAt(text, index - 1) &&
      (afterName || keyAt(source, at + 1) === keyAt(text, index + 1)),
  );
}

function isKnownPhrase(
  token: WordToken,
  text: readonly TextToken[],
  index: number,
  source: readonly TextToken[],
): boolean {
  const after = wordAt(text, index + 1);
  return occurrences(source, (other) => other.norm === token.norm).some((at) => {
    const sameAfter = keyAt(source, at + 1) === keyAt(text, index + 1);
    const noun = after !== null && !isFunctionWord(after);
    return sameAfter && (noun || keyAt(source, at - 1) === keyAt(text, index - 1));
  });
}

function occurrences(source: readonly TextToken[], isIt: (token: WordToken) => boolean): number[] {
  return source.flatMap((token, at) => (token.kind === 'word' && isIt(token) ? [at] : []));
}

function wordAt(tokens: readonly TextToken[], index: number): string | null {
  const token = tokens[index];
  return token?.kind === 'word' ? token.norm : null;
}

/** What stands beside a token, so that two places can be compared; the edge of a text is one end of a clause. */
function keyAt(tokens: readonly TextToken[], index: number): string {
  const token = tokens[index];
  if (token === undefined) return 'end';
  switch (token.kind) {
    case 'word':
      return `word ${token.norm}`;
    case 'figure':
      return `figure ${token.id}`;
    case 'own':
      return `own ${token.text}`;
    case 'mark':
      return token.ends ? 'end' : `mark ${token.text}`;
  }
}

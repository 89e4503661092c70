import type { TextToken } from './text-tokens';
import { isFunctionWord, stemOf, wordsOf } from './text-tokens';

/** Abbreviations of the field that anybody may use. */
const FIELD_WORDS = new Set([
  'api',
  'apis',
  'gpu',
  'gpus',
  'cpu',
  'cpus',
  'ai',
  'ml',
  'llm',
  'llms',
  'slo',
  'it',
  'i',
]);

/**
 * Names that are not in the data: capitals inside a sentence, capitals inside a word, and letters of another script.
 * The first word of a sentence has a capital anyway and is not judged.
 */
export function foreignNames(text: readonly TextToken[], data: ReadonlySet<string>): string[] {
  return (
    wordsOf(text)
      // What has a digit is judged as a number.
      .filter(({ norm }) => !data.has(norm) && !FIELD_WORDS.has(norm) && !/\p{N}/u.test(norm))
      .filter(({ norm }) => !norm.split(/[^\p{L}\p{N}]+/u).every((part) => data.has(part)))
      .filter(({ text: word, leads }) => {
        const foreignScript = [...word].some(
          (sign) => /\p{L}/u.test(sign) && !/\p{Script=Latin}/u.test(sign),
        );
        return foreignScript || /\p{L}\p{Lu}/u.test(word) || (!leads && /^\p{Lu}/u.test(word));
      })
      .map(({ text: word }) => `"${word.slice(0, 60)}" is a name that is not in the data`)
  );
}

/** Sentences that have nothing of the given text in them: no figure, and no word with a meaning of its own. */
export function strayFaults(text: readonly TextToken[], known: ReadonlySet<string>): string[] {
  return sentencesOf(text)
    .filter((sentence) => !sentence.some((token) => token.kind === 'figure' || token.kind === 'own'))
    .filter((sentence) => {
      const words = wordsOf(sentence).filter(({ norm }) => norm.length > 3 && !isFunctionWord(norm));
      return words.length > 0 && !words.some(({ norm }) => known.has(stemOf(norm)));
    })
    .map(() => 'has a sentence that says nothing of what the given text says');
}

function sentencesOf(text: readonly TextToken[]): TextToken[][] {
  const sentences: TextToken[][] = [[]];
  for (const token of text) {
    if (token.kind === 'mark' && /[.!?]/.test(token.text)) sentences.push([]);
    else sentences.at(-1)?.push(token);
  }
  return sentences.filter((sentence) => sentence.length > 0);
}

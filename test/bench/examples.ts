import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The examples that the product ships. */
const EXAMPLES = join(__dirname, '..', '..', '..', '..', 'examples');

/** Every example, by name, in the order of their names. */
export function exampleFiles(): ReadonlyArray<{ readonly name: string; readonly file: string }> {
  return readdirSync(EXAMPLES)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ name: file.replace(/\.yaml$/, ''), file: join(EXAMPLES, file) }));
}

/** The text of the longest example. */
export function largestExample(): string {
  const texts = exampleFiles().map(({ file }) => readFileSync(file, 'utf8'));
  return texts.reduce((largest, text) => (text.length > largest.length ? text : largest));
}

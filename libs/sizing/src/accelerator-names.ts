import type { AcceleratorRow } from '@app/catalog';

/** Words beside a chip's name that do not tell it from another. */
const NOISE = new Set(
  'nvidia amd intel aws google cloud tesla geforce instinct tensor core gpu gpus hpu accelerator card cts oam'.split(
    ' ',
  ),
);

/**
 * The accelerators of which a name says nothing that is not so: each of its words is one of the id, the name, the form
 * or the memory. Several when the name does not tell them apart, as H100 has three.
 */
export function acceleratorsNamed(
  name: string,
  accelerators: readonly AcceleratorRow[],
): readonly AcceleratorRow[] {
  const asked = wordsOf(name).filter((word) => !NOISE.has(word) && !/^hbm\d?e?$/.test(word));
  // The memory or the form alone names nothing.
  if (!asked.some((word) => /\d/.test(word) && !/^\d+gb$/.test(word)) && !asked.some(isOwnName)) return [];
  const fitting = accelerators.filter((row) => {
    const own = ownWords(row);
    return asked.every((word) => own.has(word));
  });
  const exact = fitting.filter((row) => row.id === asked.join('-'));
  return exact.length > 0 ? exact : fitting;
}

function isOwnName(word: string): boolean {
  return /^(trillium|ironwood)$/.test(word);
}

function ownWords(row: AcceleratorRow): ReadonlySet<string> {
  const sxm = wordsOf(row.formFactor).filter((word) => word.startsWith('sxm'));
  const words = [...wordsOf(row.id), ...wordsOf(row.name), ...sxm, `${row.memoryGB}gb`];
  const joined = [row.id.replaceAll('-', '')];
  // A form stands with and without its generation: SXM5 and SXM.
  const forms = words.flatMap((word) => (/^sxm\d$/.test(word) ? ['sxm'] : []));
  return new Set([...words, ...joined, ...forms]);
}

function wordsOf(text: string): string[] {
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/(\d+)\s+gi?b\b/g, '$1gb')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

import type { PackVerdict } from '@app/audit-pack';
import { visibleLine } from '../terminal/visible-text';
import { counted } from '../terminal/wording';

type Found = PackVerdict['alterations'][number]['found'];

const HEADINGS: Readonly<Record<Found, string>> = {
  container: 'The zip itself',
  manifest: 'Against the manifest',
  contradiction: 'Against each other',
  recomputed: 'Computed and printed again',
};

/** A verdict in words: what it is, what was altered, and what that does and does not show. */
export function verdictLines(path: string, verdict: PackVerdict, kept: string | null): string[] {
  const { state, sha256, bytes, files, runId, product, alterations, omitted, leftOut } = verdict;
  const facts = [`SHA-256 ${sha256}`, `${bytes} bytes, ${counted(files, 'file')}`];
  if (state === 'not-a-pack') {
    return [`${path} is no audit pack of Infra Mind.`, ...facts.slice(0, 1).map((line) => `  ${line}`)];
  }
  const heading =
    state === 'intact'
      ? `INTACT: ${path}`
      : `ALTERED: ${path}, in ${counted(alterations.length + omitted, 'place')}`;
  const origin = [
    runId === null ? 'it does not say of which run it is' : `run ${visibleLine(runId)}`,
    ...(product === null ? [] : [`made by version ${visibleLine(product)}`]),
  ].join(', ');
  return [
    heading,
    ...[...facts, origin].map((line) => `  ${line}`),
    ...(Object.keys(HEADINGS) as Found[]).flatMap((found) => section(verdict, found)),
    ...(omitted > 0 ? ['', `and ${omitted} more`] : []),
    ...(leftOut === null ? [] : ['', leftOut]),
    '',
    ...(state === 'intact' ? meaning(verdict, kept) : []),
  ].filter((line, index, all) => line !== '' || index < all.length - 1);
}

function section({ alterations }: PackVerdict, found: Found): string[] {
  const lines = alterations
    .filter((one) => one.found === found)
    .map(({ file, pointer, what }) => {
      const place = [file ?? 'the zip', ...(pointer === null || pointer === '' ? [] : [pointer])].join(' ');
      return `  ${visibleLine(place)}: ${visibleLine(what)}`;
    });
  return lines.length === 0 ? [] : ['', HEADINGS[found], ...lines];
}

/** What an intact pack shows, said as plainly as what it does not. */
function meaning({ isRecomputed }: PackVerdict, kept: string | null): string[] {
  if (kept !== null) return ['It is, to the last byte, the pack whose SHA-256 was kept.'];
  return [
    'Every file is as the manifest says, and the figures, facts, evidence and decisions agree with each other.',
    ...(isRecomputed
      ? ['The run was computed again from its input and the catalog, and its reports were printed again.']
      : ['Nothing was computed or printed again.']),
    'Who can change a pack can change its manifest too: another input with all that follows from it, a date, a',
    'name of a person or an approval would not show. Only the SHA-256 above can tell: hold it against the one',
    'that was kept elsewhere when the pack was made (infra-mind verify --sha256 <hash> <pack.zip>).',
  ];
}

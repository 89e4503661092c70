import { type Document, LineCounter, parseAllDocuments } from 'yaml';
import { fieldOf, listOf, nameOf } from '../loose-value';
import type { ProblemList } from '../problem-list';

/** One object of a manifest, and the line on which it begins. */
export interface Manifest {
  readonly object: unknown;
  readonly line: number;
  /** The file, where there are several, and the pointer within its document, of an object of a List. */
  readonly path: string;
}

/** More references than a person writes; fewer than it takes to blow a document up. */
const MOST_ALIASES = 100;
const MOST_DOCUMENTS = 2_000;
/** Reading YAML takes time and memory by its parts, more than its bytes tell: bounds that no manifest comes near. */
const MOST_LINES = 50_000;
const MOST_PARTS_OF_A_LINE = 20_000;
const MOST_LEVELS_OF_A_LINE = 100;

/** The objects of a file of YAML documents; JSON is YAML. Notes what cannot be read, with its line. */
export function manifestsOf(text: string, file: string, problems: ProblemList): Manifest[] {
  const lines = new LineCounter();
  const documents = documentsOf(text, file, lines, problems);
  const manifests: Manifest[] = [];
  for (const document of documents) {
    if (problems.isFull || manifests.length > MOST_DOCUMENTS) break;
    const line = lines.linePos(document.contents?.range?.[0] ?? document.range?.[0] ?? 0).line;
    const object = valueOf(document, { file, line, lines }, problems);
    if (object === null || object === undefined) continue;
    const items = itemsOf(object);
    if (items === null) manifests.push({ object, line, path: file });
    else
      items.forEach((item, index) => manifests.push({ object: item, line, path: `${file}/items/${index}` }));
  }
  if (manifests.length > MOST_DOCUMENTS)
    problems.add(null, file, `expected at most ${MOST_DOCUMENTS} objects`);
  return manifests;
}

/** The objects of a List; those of a DeploymentList, say, leave out what they are. */
function itemsOf(list: unknown): readonly unknown[] | null {
  const kind = nameOf(fieldOf(list, 'kind'));
  if (kind === null || !kind.endsWith('List') || !Array.isArray(fieldOf(list, 'items'))) return null;
  const said = kind === 'List' ? {} : { apiVersion: fieldOf(list, 'apiVersion'), kind: kind.slice(0, -4) };
  return listOf(fieldOf(list, 'items')).map((item) =>
    typeof item === 'object' && item !== null ? { ...said, ...item } : item,
  );
}

function documentsOf(
  text: string,
  file: string,
  lines: LineCounter,
  problems: ProblemList,
): readonly Document.Parsed[] {
  const costly = costlyPlace(text);
  if (costly !== null) {
    problems.add(costly.line, file, costly.detail);
    return [];
  }
  try {
    // Keys are compared with all before them where uniqueness is asked for: a file of keys would take for ever.
    const reading = { schema: 'core', uniqueKeys: false, lineCounter: lines } as const;
    // Its warnings would quote the file in a log.
    const options = { ...reading, prettyErrors: false, logLevel: 'error' } as const;
    const documents = parseAllDocuments(text, options);
    return Array.isArray(documents) ? documents : [];
  } catch {
    problems.add(null, file, 'expected YAML of a few levels, and it is nested too deep to be read');
    return [];
  }
}

/** Where a text has more lines, or a line more parts or levels, than is read; looked at character by character. */
function costlyPlace(text: string): { readonly line: number; readonly detail: string } | null {
  let [line, parts, level] = [1, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\n') [line, parts, level] = [line + 1, 0, 0];
    else if (character === ',') parts += 1;
    else if (character === '[' || character === '{' || (character === '-' && text[at + 1] === ' ')) {
      parts += 1;
      level += 1;
    } else if (character === ']' || character === '}') level -= 1;
    if (line > MOST_LINES) return { line, detail: `expected at most ${MOST_LINES} lines` };
    if (parts > MOST_PARTS_OF_A_LINE)
      return {
        line,
        detail: `expected at most ${MOST_PARTS_OF_A_LINE} parts on a line: write a line for each`,
      };
    if (level > MOST_LEVELS_OF_A_LINE)
      return { line, detail: `expected at most ${MOST_LEVELS_OF_A_LINE} levels on a line` };
  }
  return null;
}

function valueOf(
  document: Document.Parsed,
  { file, line, lines }: { readonly file: string; readonly line: number; readonly lines: LineCounter },
  problems: ProblemList,
): unknown {
  const [mistake] = [...document.errors, ...document.warnings];
  if (mistake) {
    const at = lines.linePos(mistake.pos[0]).line;
    // What stands in quotes is of the file, where a Secret may be.
    problems.add(
      at,
      file,
      `expected YAML: ${mistake.message.replaceAll(/: .*$|"[^"]*"?|'[^']*'?/gs, '').slice(0, 200)}`,
    );
    return null;
  }
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch {
    const detail =
      'expected a document that refers to its own parts a few times at most, and to none that is missing';
    problems.add(line, file, detail);
    return null;
  }
}

import { REPORT_FORMATS, type ReportFormatEntry } from '@app/report-files';
import { PLAIN_ENGLISH, type ReportDocument } from '@app/reports';
import { unzipSync } from 'fflate';
import { DOCUMENT, REPORT_JSON, reportName } from '../pack-layout';
import { differences, printed } from './differences';
import { type PackDocuments, parsed } from './pack-documents';
import type { Alteration } from './pack-verdict';
import type { Recomputed } from './recompute';

type Files = ReadonlyMap<string, Uint8Array>;

/** Their bytes are compressed by Node itself, which another version may do otherwise. */
const BY_NODE: readonly string[] = ['pdf', 'docx', 'xlsx', 'zip'];
const MOST_OF_ONE = 20;

/** Prints every report of the pack again from the stored document, and compares the bytes. */
export async function checkPrinted({ software }: PackDocuments, files: Files): Promise<Recomputed> {
  const content = files.get(DOCUMENT);
  const { node } = software.pack;
  const isSameNode = node === process.versions.node;
  const formats = Object.values<ReportFormatEntry>(REPORT_FORMATS).filter(({ extension }) =>
    files.has(reportName(extension)),
  );
  if (content === undefined) return { alterations: [], leftOut: [] };
  const document = parsed(content) as ReportDocument;
  const skipped = formats.filter(({ extension }) => !isSameNode && BY_NODE.includes(extension));
  const alterations: Alteration[] = [];
  for (const { extension, render } of formats) {
    if (skipped.some((one) => one.extension === extension)) continue;
    try {
      const made = await render(document, PLAIN_ENGLISH);
      alterations.push(...compared(reportName(extension), made, files.get(reportName(extension)) ?? made));
    } catch {
      alterations.push(inReport(DOCUMENT, `no ${extension} can be printed from it: it is no report`));
    }
  }
  const names = skipped.map(({ extension }) => reportName(extension)).join(', ');
  const leftOut =
    skipped.length === 0
      ? []
      : [
          `The pack was made on Node ${node}, and this is ${process.versions.node}: ${names} were not printed again.`,
        ];
  return { alterations, leftOut };
}

function compared(name: string, made: Uint8Array, got: Uint8Array): Alteration[] {
  const [expected, is] = [Buffer.from(made), Buffer.from(got)];
  if (expected.equals(is)) return [];
  if (name === REPORT_JSON) {
    const found = differences(parsed(expected), parsed(is), MOST_OF_ONE);
    if (found.length > 0)
      return found.map((one) => ({
        ...inReport(name, `${one.got} here; ${DOCUMENT} prints ${one.expected}`),
        pointer: one.pointer,
      }));
  }
  if (/\.(zip|xlsx|docx)$/.test(name)) return [inReport(name, partsOf(expected, is))];
  if (name.endsWith('.pdf'))
    return [inReport(name, `it is not what ${DOCUMENT} prints: some of its ${is.length} bytes are others`)];
  const [lines, others] = [expected.toString('utf8').split('\n'), is.toString('utf8').split('\n')];
  const at = Math.max(
    0,
    others.findIndex((line, index) => line !== lines[index]),
  );
  return [inReport(name, lineOf(at, others[at] ?? '', lines[at] ?? ''))];
}

/** Where two lines begin to differ, with a few words around. */
function lineOf(at: number, got: string, expected: string): string {
  let from = 0;
  while (from < got.length && got[from] === expected[from]) from += 1;
  const begin = Math.max(0, from - 30);
  return `line ${at + 1}, at character ${from + 1}: ${printed(got.slice(begin, from + 40))} here; ${DOCUMENT} prints ${printed(expected.slice(begin, from + 40))}`;
}

/** The parts of an archive that are not as they are printed. */
function partsOf(expected: Buffer, got: Buffer): string {
  try {
    const [made, is] = [unzipSync(expected), unzipSync(got)];
    const names = [...new Set([...Object.keys(made), ...Object.keys(is)])].filter(
      (name) => !Buffer.from(made[name] ?? '').equals(Buffer.from(is[name] ?? '')),
    );
    const what = names.length === 0 ? 'its own zip' : names.slice(0, 5).map(printed).join(', ');
    return `it is not what ${DOCUMENT} prints: ${what} differs`;
  } catch {
    return `it is not what ${DOCUMENT} prints, and cannot be opened`;
  }
}

function inReport(file: string, what: string): Alteration {
  return { file, pointer: null, what, found: 'recomputed' };
}

import type { ReportProblem } from './report-file';
import type { ReportFormatEntry } from './report-formats';

/** What the bytes of a format begin with, and what is near their end. */
interface Signature {
  readonly head: RegExp;
  readonly tail: RegExp;
  readonly expects: string;
}

const ZIP: Signature = {
  head: /^PK\x03\x04/,
  tail: /PK\x05\x06/,
  expects: 'a zip archive with its directory',
};

const SIGNATURES: Readonly<Record<string, Signature>> = {
  pdf: { head: /^%PDF-1\.\d/, tail: /%%EOF\s*$/, expects: 'a PDF that ends with %%EOF' },
  docx: ZIP,
  xlsx: ZIP,
  zip: ZIP,
  html: { head: /^<!doctype html>/i, tail: /<\/html>\s*$/i, expects: 'an HTML page that ends with </html>' },
  json: { head: /^\{/, tail: /\}\s*$/, expects: 'a JSON object' },
  md: { head: /^# \S/, tail: /\S\s*$/, expects: 'Markdown that begins with a title' },
};

/** Bytes at either end that are looked at. */
const LOOK = 1_024;

/**
 * The gate of the finished file: it is not empty, begins and ends as its format does, and passes the format's own check
 * where it has one. A file for which this is not empty must not be published.
 */
export function checkReportFile(
  { extension, check }: Pick<ReportFormatEntry, 'extension' | 'check'>,
  bytes: Uint8Array,
): ReportProblem[] {
  if (bytes.byteLength === 0) return [defect('file-empty', 'the file has no bytes')];
  const signature = SIGNATURES[extension];
  const own = (check?.(bytes) ?? []).map((message) => defect('file-defective', message));
  if (!signature || fits(signature, bytes)) return own;
  return [defect('file-signature-wrong', `expected ${signature.expects}, and it is not`), ...own];
}

function fits({ head, tail }: Signature, bytes: Uint8Array): boolean {
  const text = (part: Uint8Array): string => Buffer.from(part).toString('latin1');
  return head.test(text(bytes.subarray(0, LOOK))) && tail.test(text(bytes.subarray(-LOOK)));
}

function defect(code: string, message: string): ReportProblem {
  return { code, message };
}

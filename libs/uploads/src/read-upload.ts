import type { FileForm } from './file-form';
import { formOf, nameProblem, textOf } from './file-form';
import { readKubernetes } from './kubernetes/read-kubernetes';
import type { MachineIndex } from './machine-index';
import { readActualsFile } from './read-actuals-file';
import { readBill } from './read-bill';
import { MOST_PROBLEMS } from './problem-list';
import { readTraceFile } from './read-trace';
import { readTerraform } from './terraform/read-terraform';
import { type UnpackedFile, unpackGzip, type UnpackLimits, unpackZip } from './unpack';
import type { ReadUpload, UploadKind, UploadProblem } from './upload';

/** What reading a file takes: plain data, so that a thread can do it. */
export interface ReadOrder {
  readonly kind: UploadKind;
  readonly content: Uint8Array;
  readonly fileName: string | null;
  readonly limits: UnpackLimits;
  readonly index: MachineIndex;
}

/** What was read, what the content is, and its text where the kind is read as one. */
export interface ReadFile extends ReadUpload {
  readonly form: FileForm;
  /** What was within, where the file was packed; null where it is not text. */
  readonly text: string | null;
}

/** Forms in which each kind can come, once it is unpacked. Evidence is whatever shows something. */
const FORMS: Readonly<Record<Exclude<UploadKind, 'evidence'>, readonly FileForm[]>> = {
  actuals: ['csv'],
  trace: ['csv'],
  bill: ['csv'],
  'price-book': ['csv', 'json'],
  'terraform-plan': ['json'],
  'terraform-state': ['json'],
  kubernetes: ['yaml', 'json'],
};
const MANIFEST = /\.(ya?ml|json)$/i;
/** Forms that say more than their name. */
const WORDS: Partial<Record<FileForm, string>> = {
  'utf-16': 'text in UTF-16: save it as UTF-8',
  binary: 'binary, or text in another encoding than UTF-8',
};
/** Characters of manifests in one archive: reading YAML takes far longer than unpacking it. */
const MOST_YAML = 4_000_000;
/** Far more than an assessment takes. */
const MOST_DRAFTS = 500;
/** What some programs put beside the files of an archive. */
const LITTER = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$)/;

/** Reads a file as what it is said to be. Never throws: what is wrong with it is in `problems`. */
export function readUpload(order: ReadOrder): ReadFile {
  const { kind, content, fileName, limits } = order;
  const form = formOf(content);
  const refuse = (detail: string): ReadFile => refused(form, [{ line: null, path: '', detail }]);
  const misnamed = nameProblem(fileName, form);
  if (form === 'empty') return refuse('expected a file that holds something, got an empty one');
  if (misnamed !== null) return refuse(misnamed);
  const packed = form === 'zip' || form === 'gzip' || form === 'office';
  const unpacked = packed ? (form === 'gzip' ? unpackGzip : unpackZip)(content, limits) : null;
  if (unpacked?.refusal?.reason === 'bomb') return refuse(`it is not unpacked: ${unpacked.refusal.detail}`);
  if (kind === 'evidence') return { form, text: null, drafts: [], seen: [], problems: [] };
  if (unpacked?.refusal) return refuse(`expected a whole archive: ${unpacked.refusal.detail}`);
  const files = (unpacked?.files ?? [{ name: fileName ?? '', content }]).filter(
    ({ name }) => !LITTER.test(name),
  );
  const wanted =
    kind === 'kubernetes' && packed ? files.filter(({ name }) => name === '' || MANIFEST.test(name)) : files;
  if (kind !== 'kubernetes' && wanted.length !== 1)
    return refuse(`expected one file in the archive, got ${wanted.length}`);
  if (wanted.length === 0) return refuse('expected manifests (.yaml, .yml, .json) in the archive, got none');
  const problems = wanted.flatMap((file) => formProblem(kind, file, wanted.length) ?? []);
  if (problems.length > 0) return refused(form, problems.slice(0, MOST_PROBLEMS));
  const texts = wanted.map(({ name, content: part }) => ({ name, text: linesOf(textOf(part) ?? '') }));
  const length = texts.reduce((sum, { text }) => sum + text.length, 0);
  if (kind === 'kubernetes' && length > MOST_YAML)
    return refuse(`expected manifests of up to ${MOST_YAML} characters, got ${length}: send a part of them`);
  const read = parse(kind, texts, order.index);
  if (read.drafts.length > MOST_DRAFTS)
    return refuse(`expected up to ${MOST_DRAFTS} changes, got ${read.drafts.length}: send a part of it`);
  return { form, text: texts[0]?.text ?? '', ...read };
}

/** Text of lines that end in CR alone, as some spreadsheets write them, with ends that all read. */
function linesOf(text: string): string {
  return text.includes('\n') ? text : text.replaceAll('\r', '\n');
}

/** What is wrong with the content of a file, or null. */
function formProblem(
  kind: Exclude<UploadKind, 'evidence'>,
  { name, content }: UnpackedFile,
  files: number,
): UploadProblem | null {
  const form = formOf(content);
  if (FORMS[kind].includes(form) && textOf(content) !== null) return null;
  const detail = `expected ${FORMS[kind].join(' or ')} for ${kind}, and the content is ${WORDS[form] ?? form}`;
  return { line: null, path: files > 1 ? name : '', detail };
}

function parse(
  kind: Exclude<UploadKind, 'evidence'>,
  files: ReadonlyArray<{ readonly name: string; readonly text: string }>,
  index: MachineIndex,
): ReadUpload {
  const text = files[0]?.text ?? '';
  switch (kind) {
    case 'actuals':
      return readActualsFile(text);
    case 'trace':
      return readTraceFile(text);
    case 'bill':
      return readBill(text);
    case 'terraform-plan':
    case 'terraform-state':
      return readTerraform(kind, text, index);
    case 'kubernetes':
      return readKubernetes(files, index);
    case 'price-book':
      // Read by the rules of the tenant's own files, against the tenant's catalog.
      return { drafts: [], seen: [], problems: [] };
  }
}

function refused(form: FileForm, problems: readonly UploadProblem[]): ReadFile {
  return { form, text: null, drafts: [], seen: [], problems };
}

import { shown } from './problem-list';

/** What the content of a file is, whatever it is called. */
export type FileForm =
  | 'empty'
  | 'zip'
  | 'gzip'
  | 'office'
  | 'pdf'
  | 'png'
  | 'jpeg'
  | 'utf-16'
  | 'binary'
  | 'json'
  | 'xml'
  | 'yaml'
  | 'csv'
  | 'text';

/** First bytes by which a format is known: from the specification of each. */
const MAGIC: ReadonlyArray<readonly [form: FileForm, bytes: readonly number[]]> = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['gzip', [0x1f, 0x8b]],
  ['pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff]],
];
/** Names with which an OOXML document begins. */
const OFFICE = /^(\[Content_Types\]\.xml|_rels\/|docProps\/|word\/|xl\/|ppt\/)/;
const LOOKED_AT = 65_536;

/** What each ending of a file name promises; an ending that is not here promises nothing. */
const PROMISED: Readonly<Record<string, readonly FileForm[]>> = {
  csv: ['csv', 'text', 'yaml'],
  json: ['json'],
  tfstate: ['json'],
  yaml: ['yaml', 'json', 'text'],
  yml: ['yaml', 'json', 'text'],
  zip: ['zip', 'office'],
  gz: ['gzip'],
  tgz: ['gzip'],
  pdf: ['pdf'],
  png: ['png'],
  jpg: ['jpeg'],
  jpeg: ['jpeg'],
  docx: ['office'],
  xlsx: ['office'],
  pptx: ['office'],
  txt: ['text', 'csv', 'yaml', 'json', 'xml'],
};

/** What the content is: by its first bytes, then by whether it is UTF-8 text and how that begins. */
export function formOf(content: Uint8Array): FileForm {
  if (content.length === 0) return 'empty';
  for (const [form, bytes] of MAGIC) {
    if (bytes.every((byte, index) => content[index] === byte))
      return form === 'zip' && isOffice(content) ? 'office' : form;
  }
  if (isUtf16(content)) return 'utf-16';
  const text = textOf(content);
  return text === null ? 'binary' : formOfText(text.slice(0, LOOKED_AT));
}

/** The content as text, without a byte order mark; null where it is not UTF-8 or holds a NUL. */
export function textOf(content: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/** Whether it begins with the byte order mark of UTF-16, as spreadsheets save "Unicode text". */
function isUtf16(content: Uint8Array): boolean {
  const [first, second] = content;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

/** What is wrong with the name of a file whose content is of a form, or null. */
export function nameProblem(fileName: string | null, form: FileForm): string | null {
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(fileName ?? '')?.[1]?.toLowerCase();
  const promised = ending === undefined || !Object.hasOwn(PROMISED, ending) ? undefined : PROMISED[ending];
  // Text in another encoding is told of as what it is.
  if (promised === undefined || promised.includes(form) || form === 'utf-16') return null;
  return `the name ${shown(fileName)} promises ${promised[0]}, and the content is ${form}`;
}

function formOfText(text: string): FileForm {
  const start = text.trimStart();
  if (start === '') return 'empty';
  if (start.startsWith('{') || start.startsWith('[')) return 'json';
  if (start.startsWith('<')) return 'xml';
  const first = start.split(/\r?\n/, 200).find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  if (/^(---|%YAML)/.test(first) || /^[\w."'/-]+:(\s|$)/.test(first) || /^- /.test(first)) return 'yaml';
  return /[,;\t]/.test(first) ? 'csv' : 'text';
}

/** The name of the first entry tells: an office document begins with a part of its package. */
function isOffice(content: Uint8Array): boolean {
  const length = (content[26] ?? 0) + 256 * (content[27] ?? 0);
  return OFFICE.test(new TextDecoder().decode(content.subarray(30, 30 + Math.min(length, 100))));
}

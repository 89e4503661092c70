/** One record of a CSV text and the line, counted from 1, on which it begins. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A CSV text with the first record as names of columns; `problem` says where reading stopped, if it did. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly records: readonly CsvRecord[];
  readonly problem: { readonly line: number; readonly detail: string } | null;
}

const BYTE_ORDER_MARK = '\uFEFF';
const DELIMITERS = [',', ';', '\t'] as const;

/**
 * Reads CSV (RFC 4180) piece by piece, so that a file may be larger than memory. Quoted cells may hold the delimiter,
 * line breaks and doubled quotes; lines may end in LF or CRLF; empty lines are left out.
 */
export class CsvReader {
  private line = 1;
  private startedAt = 1;
  private cells: string[] = [];
  private cell = '';
  private state: 'plain' | 'quoted' | 'after-quote' = 'plain';
  private isFirst = true;

  constructor(private readonly delimiter: string = ',') {}

  /** Whether a quoted cell has begun that has not ended. */
  get isInQuotes(): boolean {
    return this.state === 'quoted';
  }

  /** The line on which the record that is being read began. */
  get recordLine(): number {
    return this.startedAt;
  }

  /** The records that this piece of the text completes. */
  push(text: string): CsvRecord[] {
    const records: CsvRecord[] = [];
    const piece = this.isFirst && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
    if (text !== '') this.isFirst = false;
    for (const character of piece) {
      if (this.state === 'quoted') this.quoted(character);
      else if (this.plain(character)) this.finish(records);
    }
    return records;
  }

  /** The last record, where the text does not end with a line break. */
  end(): CsvRecord[] {
    const records: CsvRecord[] = [];
    this.finish(records);
    return records;
  }

  private quoted(character: string): void {
    if (character === '"') this.state = 'after-quote';
    else {
      if (character === '\n') this.line += 1;
      this.cell += character;
    }
  }

  /** Takes a character outside of quotes; true at the end of a record. */
  private plain(character: string): boolean {
    if (character === '"' && (this.state === 'after-quote' || this.cell === '')) {
      // A quote right after a closing one stands for itself.
      if (this.state === 'after-quote') this.cell += '"';
      this.state = 'quoted';
      return false;
    }
    this.state = 'plain';
    if (character === '\n') return true;
    if (character === this.delimiter) {
      this.cells.push(this.cell);
      this.cell = '';
    } else this.cell += character;
    return false;
  }

  private finish(records: CsvRecord[]): void {
    const last = this.cell.endsWith('\r') ? this.cell.slice(0, -1) : this.cell;
    const cells = [...this.cells, last];
    if (cells.some((cell) => cell.trim() !== '')) records.push({ line: this.startedAt, cells });
    this.cells = [];
    this.cell = '';
    this.state = 'plain';
    this.line += 1;
    this.startedAt = this.line;
  }
}

/** Reads a whole CSV text. Its delimiter is the one of `, ; tab` that its first line has most of. */
export function readCsv(text: string): CsvTable {
  const reader = new CsvReader(delimiterOf(text));
  const records = reader.push(text);
  const openLine = reader.isInQuotes ? reader.recordLine : null;
  const all = openLine === null ? [...records, ...reader.end()] : records;
  const [head, ...rest] = all;
  const columns = head?.cells.map((name) => name.trim()) ?? [];
  return { columns, records: rest, problem: problemOf(openLine, columns, rest) };
}

function problemOf(
  openLine: number | null,
  columns: readonly string[],
  records: readonly CsvRecord[],
): CsvTable['problem'] {
  if (columns.length === 0)
    return { line: 1, detail: 'expected a first line with the names of the columns, got nothing' };
  if (openLine !== null) return { line: openLine, detail: 'a quoted cell begins here and never ends' };
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) return { line: 1, detail: `the column ${twice} is there twice` };
  const odd = records.find(({ cells }) => cells.length > columns.length);
  if (odd)
    return { line: odd.line, detail: `expected ${columns.length} cells as named, got ${odd.cells.length}` };
  return null;
}

function delimiterOf(text: string): string {
  const end = text.indexOf('\n');
  const head = end === -1 ? text : text.slice(0, end);
  const count = (delimiter: string): number => head.split(delimiter).length;
  return [...DELIMITERS].sort((a, b) => count(b) - count(a))[0] as string;
}

import type { PdfNode } from './pdf-node';
import type { PdfGroup, PdfTag } from './pdf-run';
import {
  LayoutBase,
  PdfWriterBase,
  RendererBase,
  type PlacedContents,
  type PlacedLine,
  type PlacedNode,
  type PlacedStack,
  type PlacedRun,
  type StructElement,
  type WriterFont,
} from './pdf-parts';
import { quicken } from './pdf-shaping';
import { drawCell, drawGround, hasGround, type PlacedRow } from './row-drawing';
import { placeRows, roomOfRows } from './row-placing';
import type { FontChoice } from './row-setting';

const BLOCK = 1 << 16;

/** A page writer that knows which element it writes, so that each link stands in the structure too. */
export class TaggedWriter extends PdfWriterBase {
  current: StructElement | null = null;
  private readonly quick = new Set<WriterFont>();
  // Written to before the fields of this class are there.
  declare private blocks: Buffer[] | undefined;
  declare private pending: string | undefined;

  override provideFont(family: string, bold: boolean, italics: boolean): WriterFont {
    const font = super.provideFont(family, bold, italics);
    if (!this.quick.has(font)) quicken(font);
    this.quick.add(font);
    return font;
  }

  /** Keeps what is written in large blocks: a buffer for each line of the file would be most of its memory. */
  override _write(data: string | Buffer): void {
    if (typeof data === 'string') {
      this.pending = `${this.pending ?? ''}${data}\n`;
      this._offset += data.length + 1;
      if (this.pending.length > BLOCK) this.flush();
      return;
    }
    this.flush();
    (this.blocks ??= []).push(data);
    this._offset += data.length;
  }

  /** The whole file, once it has ended. */
  bytes(): Buffer {
    this.flush();
    return Buffer.concat(this.blocks ?? []);
  }

  private flush(): void {
    if (this.pending) (this.blocks ??= []).push(Buffer.from(this.pending, 'latin1'));
    this.pending = '';
  }

  override annotate(
    x: number,
    y: number,
    width: number,
    height: number,
    options: Record<string, unknown>,
  ): unknown {
    if (this.current === null) return super.annotate(x, y, width, height, options);
    const link = this.struct('Link');
    this.current.add(link);
    const written = super.annotate(x, y, width, height, { ...options, structParent: link });
    // Ended on its own page: an element that is written later names the page that is then the last.
    link.end();
    return written;
  }
}

/** Lays pages out, keeps headings with what they head, and remembers of each line what it is. */
export class TaggedLayout extends LayoutBase {
  constructor(
    size: unknown,
    margins: unknown,
    measure: unknown,
    private readonly fontOf: FontChoice,
  ) {
    super(size, margins, measure);
  }

  override processVerticalContainer(node: PlacedStack): void {
    const rooms = node.stack.map(() => 0);
    for (let at = node.stack.length - 1; at >= 0; at -= 1) {
      rooms[at] = this.roomOf(node.stack[at] as PlacedNode, rooms[at + 1] ?? 0);
    }
    node.stack.forEach((item, at) => (item.room ??= rooms[at]));
    super.processVerticalContainer(node);
  }

  override processNode(node: PlacedNode, ...rest: unknown[]): unknown {
    const { room = 0, pageBreak } = node;
    const isCrowded = this.writer.context().availableHeight < Math.min(room, MOST_ROOM);
    if (isCrowded && pageBreak === undefined) this.writer.moveToNextPage();
    const below = node._margin?.[3] ?? 0;
    if (node._margin) node._margin = [node._margin[0], node._margin[1], node._margin[2], 0];
    const result = super.processNode(node, ...rest);
    // Space below the last piece of a page is no reason for another page. What is held together knows no page yet.
    const context = this.writer.context();
    context.moveDown(context.availableHeight < below ? Math.max(0, context.availableHeight) : below);
    return result;
  }

  /** Points that have to be left for a piece to begin; one that heads the next one needs the room of both. */
  private roomOf(node: PlacedNode, ofNext: number): number {
    if (node.room !== undefined) return node.room;
    if ('rows' in node) return roomOfRows(node.rows, this.fontOf);
    if (node.heads) return HEADING_ROOM + Math.max(ofNext, HEADING_ROOM);
    if ('stack' in node && node.unbreakable) {
      return node.stack.reduce((sum, item) => sum + ('svg' in item ? (item._height ?? 0) : LINE_ROOM), 0);
    }
    return 0;
  }

  override processToc(node: PlacedContents): void {
    const contents: PdfGroup = { type: 'TOC' };
    for (const row of node.toc._table?.table.body ?? []) {
      const tag: PdfTag = { type: 'TOCI', within: contents };
      for (const cell of row) cell.tag = tag;
    }
    super.processToc(node);
  }

  override processCanvas(node: PdfNode): void {
    if ('rows' in node) placeRows(node.rows, this.writer, this.fontOf);
    else super.processCanvas(node);
  }

  override buildNextLine(node: PdfNode): PlacedLine | null {
    const line = super.buildNextLine(node);
    if (line === null) return null;
    if ('tag' in node && node.tag) line.tag = node.tag;
    line.inlines = joined(line.inlines);
    return line;
  }
}

/** What a heading takes, and the least that has to follow it; what a line of a note takes. */
const HEADING_ROOM = 40;
const LINE_ROOM = 16;
/** Of a page: more would leave too much of it empty. */
const MOST_ROOM = 420;

const REPEATED: ReadonlySet<PdfTag['type']> = new Set(['TH', 'Caption']);

/** Draws the pages with their structure: headings, paragraphs, tables, lists, figures; all else is decoration. */
export class TaggedRenderer extends RendererBase {
  private readonly groups = new Map<PdfGroup, StructElement>();
  private readonly elements = new Map<PdfTag, { readonly element: StructElement; readonly page: object }>();
  private readonly root: StructElement;

  constructor(private readonly target: TaggedWriter) {
    super(target);
    this.root = target.struct('Document');
    target.addStructure(this.root);
  }

  /** Closes the structure; nothing can be drawn after it. */
  finish(): void {
    this.root.end();
  }

  override renderLine(line: PlacedLine, x: number, y: number): void {
    this.within(line.tag, () => super.renderLine(line, x, y));
  }

  override renderVector(vector: unknown): void {
    this.within(undefined, () => super.renderVector(vector));
  }

  override renderSVG(drawing: { readonly tag?: PdfTag } | PlacedRow): void {
    if ('set' in drawing) this.renderRow(drawing);
    else this.within(drawing.tag, () => super.renderSVG(drawing));
  }

  private renderRow(placed: PlacedRow): void {
    if (hasGround(placed)) this.within(undefined, () => drawGround(this.target, placed));
    for (const set of placed.set.cells) {
      if (set.lines.length > 0) this.within(set.cell.tag, () => drawCell(this.target, placed, set));
      // Without its empty cells a row would be read under the wrong heads.
      else if (set.cell.tag) this.elementOf(set.cell.tag);
    }
    if (!placed.isHead && !placed.set.goesOn) this.close(placed);
  }

  /** Ends the elements of a row of which nothing follows: what is ended is written and needs no memory. */
  private close({ set }: PlacedRow): void {
    for (const { cell } of set.cells) {
      if (cell.tag === undefined) continue;
      this.elements.get(cell.tag)?.element.end();
      this.elements.delete(cell.tag);
      const row = cell.tag.within;
      if (row?.type === 'TR' && cell === set.cells.at(-1)?.cell) {
        this.groups.get(row)?.end();
        this.groups.delete(row);
      }
    }
  }

  override renderImage(image: { readonly tag?: PdfTag }): void {
    this.within(image.tag, () => super.renderImage(image));
  }

  private within(tag: PdfTag | undefined, draw: () => void): void {
    const element = tag && this.elementOf(tag);
    if (!element) this.target.markContent('Artifact');
    else element.add(this.target.markStructureContent(tag.type));
    this.target.current = element ?? null;
    draw();
    this.target.current = null;
    this.target.endMarkedContent();
  }

  /** None for the head of a table that is repeated on the next page: it is said once. */
  private elementOf(tag: PdfTag): StructElement | null {
    const known = this.elements.get(tag);
    if (known) return REPEATED.has(tag.type) && known.page !== this.target.page ? null : known.element;
    const element = this.target.struct(tag.type, {
      ...(tag.alternative === undefined ? {} : { alt: tag.alternative }),
      ...(tag.type === 'TH' ? { scope: 'Column' } : {}),
    });
    if (tag.columns !== undefined) element.dictionary.data.A = { O: 'Table', ColSpan: tag.columns };
    this.groupOf(tag.within).add(element);
    this.elements.set(tag, { element, page: this.target.page });
    return element;
  }

  private groupOf(group: PdfGroup | undefined): StructElement {
    if (group === undefined) return this.root;
    const known = this.groups.get(group);
    if (known) return known;
    const element = this.target.struct(group.type);
    this.groupOf(group.within).add(element);
    this.groups.set(group, element);
    return element;
  }
}

/** Words of one look as one run, without what only the search for breaks needs: most of a page's memory else. */
function joined(runs: readonly PlacedRun[]): PlacedRun[] {
  const out: PlacedRun[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (last && isLike(last, run)) {
      last.text += run.text;
      last.width += run.width;
    } else out.push(run._tocItemRef === undefined ? bare(run) : run);
  }
  return out;
}

function bare(run: PlacedRun): PlacedRun {
  const { text, width, height, x, font, fontSize, color, link, linkToDestination, alignment } = run;
  return { text, width, height, x, font, fontSize, color, link, linkToDestination, alignment };
}

function isLike(a: PlacedRun, b: PlacedRun): boolean {
  return (
    a.font === b.font &&
    a.fontSize === b.fontSize &&
    a.color === b.color &&
    a.link === b.link &&
    a.linkToDestination === b.linkToDestination &&
    a._tocItemRef === undefined &&
    b._tocItemRef === undefined &&
    a.alignment !== 'justify'
  );
}

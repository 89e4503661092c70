import type { PdfGroup, PdfNode, PdfTag } from './pdf-node';
import {
  LayoutBase,
  PdfWriterBase,
  RendererBase,
  type PlacedLine,
  type PlacedRun,
  type StructElement,
} from './pdf-parts';

/** A page writer that knows which element it writes, so that each link stands in the structure too. */
export class TaggedWriter extends PdfWriterBase {
  current: StructElement | null = null;

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
  override processNode(node: PdfNode, ...rest: unknown[]): unknown {
    const { room } = node;
    if (room !== undefined && this.writer.context().availableHeight < room) this.writer.moveToNextPage();
    return super.processNode(node, ...rest);
  }

  override buildNextLine(node: PdfNode): PlacedLine | null {
    const line = super.buildNextLine(node);
    if (line !== null && 'tag' in node && node.tag) line.tag = node.tag;
    return line;
  }
}

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
    if (line._pageNodeRef === undefined) line.inlines = joined(line.inlines);
    this.within(line.tag, () => super.renderLine(line, x, y));
  }

  override renderVector(vector: unknown): void {
    this.within(undefined, () => super.renderVector(vector));
  }

  override renderSVG(drawing: { readonly tag?: PdfTag }): void {
    this.within(drawing.tag, () => super.renderSVG(drawing));
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
    if (known) return tag.type === 'TH' && known.page !== this.target.page ? null : known.element;
    const element = this.target.struct(tag.type, {
      ...(tag.alternative === undefined ? {} : { alt: tag.alternative }),
      ...(tag.type === 'TH' ? { scope: 'Column' } : {}),
    });
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

/** Words of one look as one run: smaller files, and texts that can be searched across spaces. */
function joined(runs: readonly PlacedRun[]): PlacedRun[] {
  const out: PlacedRun[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (last && isLike(last, run)) {
      last.text += run.text;
      last.width += run.width;
    } else out.push(run);
  }
  return out;
}

function isLike(a: PlacedRun, b: PlacedRun): boolean {
  return (
    a.font === b.font &&
    a.fontSize === b.fontSize &&
    a.color === b.color &&
    a.link === b.link &&
    a.linkToDestination === b.linkToDestination &&
    a._pageNodeRef === undefined &&
    b._pageNodeRef === undefined &&
    a.alignment !== 'justify'
  );
}

import type { Document, LineCounter, Node } from 'yaml';
import { isMap, isNode, isPair, isScalar, isSeq } from 'yaml';

export interface Place {
  /** Counting from 1. */
  readonly line: number;
  readonly column: number;
  /** Whether the very part exists, or its nearest parent stands in for it. */
  readonly exact: boolean;
}

/** Finds the line of a document to which a JSON pointer leads. */
export class PointerMap {
  constructor(
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {}

  /** The place of a part; for one that is missing, that of the nearest parent. Null for an empty document. */
  locate(pointer: string): Place | null {
    let node: Node | null = this.resolve(this.document.contents);
    let offset = startOf(node);
    let exact = true;
    for (const key of segments(pointer)) {
      const step = this.descend(node, key);
      if (step === null) {
        exact = false;
        break;
      }
      offset = step.offset ?? offset;
      node = step.node;
    }
    if (offset === null) return null;
    const { line, col } = this.lines.linePos(offset);
    return { line, column: col, exact };
  }

  private descend(node: Node | null, key: string): { node: Node | null; offset: number | null } | null {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
      if (!isPair(pair)) return null;
      // A person looks for the key, not for what follows it.
      return { node: this.resolve(pair.value), offset: startOf(pair.key) };
    }
    if (isSeq(node) && /^\d+$/.test(key)) {
      const item = node.items[Number(key)];
      return isNode(item) ? { node: this.resolve(item), offset: startOf(item) } : null;
    }
    return null;
  }

  private resolve(node: unknown): Node | null {
    if (!isNode(node)) return null;
    return 'resolve' in node ? (node.resolve(this.document) ?? null) : node;
  }
}

/** RFC 6901. */
function segments(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((raw) => raw.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function startOf(node: unknown): number | null {
  return isNode(node) && node.range ? node.range[0] : null;
}

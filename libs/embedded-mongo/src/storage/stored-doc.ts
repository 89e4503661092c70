import type { Doc } from '../values/document';
import { decode, encode, put } from '../values/document';
import { elementsOf, wrapped } from '../values/raw-document';
import type { Fields } from '../values/fields';
import { ALL_FIELDS } from '../values/fields';
import type { ApartFields } from './apart-fields';
import type { Content } from './content';
import { APART } from './content';

/** One document: what memory holds of it, and the row in which the disk holds all of it. */
export class StoredDoc {
  /** The row as text: it makes the keys of an index unique, in the order of insertion. */
  readonly suffix: string;
  /** Deleted, or its collection dropped: what is kept apart cannot be read any more. */
  gone = false;

  constructor(
    readonly row: number,
    public content: Content,
    private readonly fields: ApartFields,
  ) {
    const digits = [row / 2 ** 45, row / 2 ** 30, row / 2 ** 15, row].map(
      (part) => Math.floor(part) % 2 ** 15,
    );
    this.suffix = String.fromCharCode(...digits);
  }

  /** The whole document. */
  get doc(): Doc {
    return this.part(ALL_FIELDS);
  }

  /** Bytes of BSON. */
  get bytes(): number {
    return this.content.headBytes + this.content.apartBytes;
  }

  /** The document with these fields at least; {@link APART} stands for others, which must not be looked at. */
  part(fields: Fields): Doc {
    const { head, apart } = this.content;
    return apart.length > 0 && apart.some((name) => fields.has(name)) ? this.fetch(head, fields) : head;
  }

  /** A changed document with these of the fields that it left apart. */
  fill(doc: Doc, fields: Fields): Doc {
    const left = this.content.apart.some((name) => doc[name] === APART && fields.has(name));
    return left ? this.fetch(doc, fields) : doc;
  }

  /** The whole document as BSON; what is kept apart is not decoded for it. */
  encoded(): Uint8Array {
    const { head, apart } = this.content;
    if (apart.length === 0) return encode(head);
    const pieces = this.pieces();
    const elements: Uint8Array[] = [];
    let plain: Doc = {};
    const flush = (): void => {
      elements.push(elementsOf(encode(plain)));
      plain = {};
    };
    for (const name of Object.keys(head)) {
      const at = head[name] === APART ? apart.indexOf(name) : -1;
      if (at < 0) put(plain, name, head[name]);
      else {
        flush();
        elements.push(elementsOf(pieces[at] as Uint8Array));
      }
    }
    flush();
    return wrapped(elements);
  }

  private fetch(doc: Doc, fields: Fields): Doc {
    const { apart } = this.content;
    const pieces = this.pieces();
    const result: Doc = {};
    for (const name of Object.keys(doc)) {
      const at = doc[name] === APART && fields.has(name) ? apart.indexOf(name) : -1;
      put(result, name, at < 0 ? doc[name] : decode(pieces[at] as Uint8Array)[name]);
    }
    return result;
  }

  /** One BSON document for each field that is kept apart. */
  private pieces(): Uint8Array[] {
    const bytes = this.fields.read(this.row);
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < view.length; at += view.readInt32LE(at)) {
      pieces.push(view.subarray(at, at + view.readInt32LE(at)));
    }
    return pieces;
  }
}

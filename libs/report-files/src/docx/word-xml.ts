import { escapeXml } from '../plain-text';

/** Character settings of a run, in the order in which the schema wants them. */
export interface RunLook {
  readonly style?: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly colour?: string;
  /** Half points. */
  readonly size?: number;
  readonly raised?: boolean;
}

export function run(text: string, look: RunLook = {}): string {
  if (text === '') return '';
  return `<w:r>${runProperties(look)}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
}

function runProperties({ style, bold, italic, colour, size, raised }: RunLook): string {
  const properties = [
    style === undefined ? '' : `<w:rStyle w:val="${style}"/>`,
    bold ? '<w:b/><w:bCs/>' : '',
    italic ? '<w:i/><w:iCs/>' : '',
    colour === undefined ? '' : `<w:color w:val="${colour.replace('#', '')}"/>`,
    size === undefined ? '' : `<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>`,
    raised ? '<w:vertAlign w:val="superscript"/>' : '',
  ].join('');
  return properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`;
}

export const LINE_BREAK = '<w:r><w:br/></w:r>';

/** A paragraph of a style; `more` are further paragraph properties, in the order of the schema. */
export function paragraph(style: string | null, content: string, more = ''): string {
  const properties = `${style === null ? '' : `<w:pStyle w:val="${style}"/>`}${more}`;
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`;
}

/** A link within the document. */
export function linkTo(anchor: string, content: string): string {
  return `<w:hyperlink w:anchor="${anchor}" w:history="1">${content}</w:hyperlink>`;
}

/** A link to an address that is http or https; as a field, so that it needs no part of its own. */
export function linkOut(url: string, content: string): string {
  // A backslash or a quotation mark would end the argument of the field.
  const address = url.replaceAll('\\', '%5C').replaceAll('"', '%22');
  return field(`HYPERLINK "${address}"`, content);
}

/** A field and what it shows until the program computes it. */
export function field(instruction: string, content: string, isStale = false): string {
  return `${fieldStart(instruction, isStale)}${content}${FIELD_END}`;
}

export function fieldStart(instruction: string, isStale = false): string {
  return (
    `<w:r><w:fldChar w:fldCharType="begin"${isStale ? ' w:dirty="true"' : ''}/></w:r>` +
    `<w:r><w:instrText xml:space="preserve"> ${escapeXml(instruction)} </w:instrText></w:r>` +
    `<w:r><w:fldChar w:fldCharType="separate"/></w:r>`
  );
}

export const FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>';

/** Numbers its bookmarks: each needs one that no other has. */
export class Bookmarks {
  private last = 0;

  /** Content that links lead to. */
  mark(name: string, content: string): string {
    this.last += 1;
    return `<w:bookmarkStart w:id="${this.last}" w:name="${name}"/>${content}<w:bookmarkEnd w:id="${this.last}"/>`;
  }
}

/**
 * A node of Atlassian Document Format, version 1. Texts are text nodes: what stands in them is shown as it is, whatever
 * markup or mention it looks like.
 * Source: https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 */
export interface AdfNode {
  readonly type: 'doc' | 'paragraph' | 'heading' | 'text' | 'bulletList' | 'orderedList' | 'listItem';
  readonly version?: 1;
  readonly attrs?: Readonly<Record<string, number>>;
  readonly content?: readonly AdfNode[];
  readonly text?: string;
}

export function adfDocument(content: readonly AdfNode[]): AdfNode {
  return { type: 'doc', version: 1, content };
}

/** An empty text node is refused by Jira: an empty paragraph has none. */
export function adfParagraph(text: string): AdfNode {
  return { type: 'paragraph', content: text === '' ? [] : [{ type: 'text', text }] };
}

export function adfHeading(text: string): AdfNode {
  return { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text }] };
}

export function adfBullets(lines: readonly string[]): AdfNode {
  return { type: 'bulletList', content: lines.map(item) };
}

export function adfNumbers(lines: readonly string[]): AdfNode {
  return { type: 'orderedList', attrs: { order: 1 }, content: lines.map(item) };
}

function item(line: string): AdfNode {
  return { type: 'listItem', content: [adfParagraph(line)] };
}

import { printedPdf } from './printed-pdf';

/** A figure where a text mentions it: `f12` and what is printed there. */
export interface Mention {
  readonly anchor: string;
  readonly text: string;
}

/** The figures of a finished file, read from its bytes: by their entries in the appendix, and in its texts. */
export interface PrintedNumbers {
  /** What the entry of each figure prints, by anchor. */
  readonly entries: ReadonlyMap<string, string>;
  readonly mentions: readonly Mention[];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** Text of XML or HTML. */
export function unescaped(text: string): string {
  return text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity] as string);
}

const withoutTags = (markup: string) => unescaped(markup.replace(/<[^>]*>/g, ''));

export function numbersOfHtml(html: string): PrintedNumbers {
  const entries = html.matchAll(/<div class="e" id="(f\d+)"><b>[^<]*<\/b> <span class="\w">([^<]*)<\/span>/g);
  const mentions = html.matchAll(/<a class="f \w" href="#(\w+)"[^>]*>(.*?)<\/a>/gs);
  return {
    entries: new Map([...entries].map(([, anchor = '', text = '']) => [anchor, unescaped(text)])),
    mentions: [...mentions].map(([, anchor = '', markup = '']) => ({ anchor, text: withoutTags(markup) })),
  };
}

export function numbersOfMarkdown(markdown: string): PrintedNumbers {
  const bare = (text: string) => unescaped(text.replace(/\\(.)/g, '$1'));
  const entries = markdown.matchAll(/^- <a id="(f\d+)"><\/a>\*\*.*?\*\*: (.*) \([^()]*\) `+[^`]*`+$/gm);
  const body = markdown.slice(0, markdown.indexOf('<a id="f1"></a>'));
  const mentions = body.matchAll(/\[((?:\\.|[^\]\\])*)\]\(#(f\d+|null)\)/g);
  return {
    entries: new Map([...entries].map(([, anchor = '', text = '']) => [anchor, bare(text)])),
    mentions: [...mentions].map(([, text = '', anchor = '']) => ({
      anchor,
      text: bare(text).replace(/[ᵐˢᶜᵃ]$/, ''),
    })),
  };
}

/** From `word/document.xml`. */
export function numbersOfWord(xml: string): PrintedNumbers {
  const words = (markup: string) =>
    unescaped([...markup.matchAll(/<w:t [^>]*>([^<]*)<\/w:t>/g)].map(([, text = '']) => text).join(''));
  const entries = (xml.match(/<w:p>(?:(?!<\/w:p>)[\s\S])*<\/w:p>/g) ?? []).flatMap((paragraph) => {
    const anchor = /<w:bookmarkStart w:id="\d+" w:name="(f\d+)"\/>/.exec(paragraph)?.[1];
    const head = paragraph.slice(0, paragraph.indexOf('<w:br/>'));
    const label = words(/<w:bookmarkStart.*?<w:bookmarkEnd/s.exec(head)?.[0] ?? '');
    // `Label: value (method)`
    return anchor
      ? [
          [
            anchor,
            words(head)
              .slice(`${label}: `.length)
              .replace(/ \([^()]*\)$/, ''),
          ] as const,
        ]
      : [];
  });
  const body = xml.slice(0, xml.indexOf('w:name="appendix_figures"'));
  const mentions = body.matchAll(/<w:hyperlink w:anchor="(f\d+|)"[^>]*>(.*?)<\/w:hyperlink>/gs);
  return {
    entries: new Map(entries),
    mentions: [...mentions].map(([, anchor = '', markup = '']) => ({
      anchor,
      text: words(markup.replace(/<w:r><w:rPr>(?:(?!<\/w:rPr>).)*superscript.*?<\/w:r>/gs, '')),
    })),
  };
}

/** A text without its range stands under a link, and one that is broken over two lines under two. */
export function numbersOfPdf(bytes: Uint8Array): PrintedNumbers {
  const { words, links } = printedPdf(bytes);
  const cells = [...Map.groupBy(words, ({ piece }) => piece).values()].map((piece) => ({
    ...{ page: piece[0]?.page ?? 0, x: piece[0]?.x ?? 0, tag: piece[0]?.tag ?? '' },
    text: piece.map(({ text }) => text).join(''),
  }));
  const first = cells.find(({ tag, text }) => tag === 'TD' && text === 'f1');
  // An anchor in the first column begins an entry; elsewhere it names an input.
  const entries = cells.flatMap(({ x, tag, text }, at) =>
    x === first?.x && tag === 'TD' && /^f\d+$/.test(text) ? [[text, cells[at + 2]?.text ?? ''] as const] : [],
  );
  const mentions = links.filter(({ page, target }) => page < (first?.page ?? 0) && /^f\d+$/.test(target));
  return {
    entries: new Map(entries),
    mentions: mentions.map(({ target, text }) => ({ anchor: target, text })),
  };
}

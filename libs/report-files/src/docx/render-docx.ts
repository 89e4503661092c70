import { reportIndex, type Presentation, type ReportDocument } from '@app/reports/pure';
import { coreProperties } from '../core-properties';
import { openArchive, zipArchive } from '../zip-archive';
import { chartPicture } from './chart-picture';
import { appendixEntries, appendixParts } from './word-appendix';
import { BULLETS, sectionParts, type WordPart, type WordWriter } from './word-blocks';
import { contentsParts, frontParts, sectionEntries } from './word-front';
import { wordNumbering } from './word-numbering';
import { wordPackage, type DrawnChart } from './word-package';
import { finishStyles, type WordColours } from './word-styles';
import { WordText } from './word-text';
import { Bookmarks } from './word-xml';

/** Of headings and of what stands out, where an organisation has no colours of its own. */
const HOUSE_COLOURS: WordColours = { primary: '0b5a5e', accent: '0b5a5e' };

/**
 * The report as a Word document (ECMA-376): headings, styles and lists that are the program's own, so that it can be
 * edited; every figure leads to its entry in the appendix. The frame of the package comes from a library; the body is
 * written directly, since tens of thousands of objects take seconds to become text.
 */
export async function renderDocx(document: ReportDocument, presentation: Presentation): Promise<Uint8Array> {
  const text = new WordText(reportIndex(document, presentation.language), presentation.language);
  let lists = BULLETS;
  const writer: WordWriter = { text, bookmarks: new Bookmarks(), newList: () => (lists += 1) };
  const charts: DrawnChart[] = [];
  const body: Array<Uint8Array | null> = [];
  for (const part of bodyParts(document, writer)) {
    if (typeof part === 'string') body.push(Buffer.from(part, 'utf8'));
    else {
      charts.push({ chart: part.chart, picture: await chartPicture(part.chart, text.words) });
      body.push(null);
    }
  }
  const colours = coloursOf(presentation);
  const files = openArchive(await wordPackage(document, presentation, text.words, colours, charts));
  const read = (path: string) => Buffer.from(files[path] ?? []).toString('utf8');
  const numbered = pictureNumbers();
  const heads = Object.keys(files).filter((path) => /^word\/header\d+\.xml$/.test(path));
  return zipArchive({
    ...files,
    ...Object.fromEntries(heads.map((path) => [path, numbered(read(path))])),
    'word/document.xml': withBody(numbered(read('word/document.xml')), body),
    'word/styles.xml': finishStyles(read('word/styles.xml'), colours),
    'word/numbering.xml': wordNumbering(lists),
    'docProps/core.xml': coreProperties(document, presentation, text.words),
  });
}

/** One after the other: the parts of a long report need not be in memory as text together. */
function* bodyParts(document: ReportDocument, writer: WordWriter): Generator<WordPart> {
  const { words } = writer.text;
  const appendix = appendixEntries(document, writer);
  yield* frontParts(document, writer.text);
  yield* contentsParts([...sectionEntries(document), ...appendix], words.tableOfContents);
  for (const section of document.sections) yield* sectionParts(section, writer);
  yield* appendixParts(document, writer);
}

function coloursOf({ branding }: Presentation): WordColours {
  if (!branding) return HOUSE_COLOURS;
  return { primary: branding.primaryColour.slice(1), accent: branding.accentColour.slice(1) };
}

/** Puts the body into the frame: its pictures are already there, one paragraph each, in their order, and null in the body. */
function withBody(frame: string, body: ReadonlyArray<Uint8Array | null>): Uint8Array[] {
  const start = frame.indexOf('<w:body>') + '<w:body>'.length;
  const end = frame.lastIndexOf('<w:sectPr');
  const pictures = frame.slice(start, end).match(/<w:p>[\s\S]*?<\/w:p>|<w:p [\s\S]*?<\/w:p>/g) ?? [];
  let next = 0;
  return [
    Buffer.from(frame.slice(0, start)),
    ...body.map((part) => part ?? Buffer.from(pictures[next++] ?? '')),
    Buffer.from(frame.slice(end)),
  ];
}

/** Numbers pictures by their order in the document: the library does so for the whole life of the process. */
function pictureNumbers(): (xml: string) => string {
  let last = 0;
  return (xml) =>
    xml.replace(
      /(<(?:wp:docPr|pic:cNvPr)[^>]*? id=")\d+"/g,
      (_whole, start: string) => `${start}${(last += 1)}"`,
    );
}

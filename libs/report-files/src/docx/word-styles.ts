import type { ICharacterStyleOptions, IParagraphStyleOptions, IStylesOptions } from 'docx' with {
  'resolution-mode': 'import',
};

/** Colours of a document: `rrggbb`. */
export interface WordColours {
  readonly primary: string;
  readonly accent: string;
}

const INK = '1f2430';
const SOFT = '55616d';
const FONT = 'Calibri';

/** The styles of a report: whoever edits it changes a style, and with it every place that has it. */
export function wordStyles({ primary, accent }: WordColours, language: string): IStylesOptions {
  const heading = (size: number, before: number) => ({
    run: { font: FONT, size, bold: true, color: primary },
    paragraph: { spacing: { before, after: 100 }, keepNext: true, keepLines: true },
  });
  return {
    default: {
      document: {
        run: { font: FONT, size: 21, color: INK, language: { value: language } },
        paragraph: { spacing: { after: 0, line: 264, lineRule: 'auto' } },
      },
      title: {
        run: { font: FONT, size: 52, bold: true, color: primary },
        paragraph: { spacing: { before: 240, after: 80, line: 240, lineRule: 'auto' } },
      },
      heading1: heading(34, 420),
      heading2: heading(26, 300),
      heading3: heading(22, 220),
      heading4: heading(21, 180),
      listParagraph: { paragraph: { spacing: { after: 60 } } },
      hyperlink: { run: { color: '0b57d0', underline: {} } },
    },
    paragraphStyles: [...paragraphStyles(primary, accent)],
    characterStyles: [...characterStyles(primary)],
  };
}

const textStyle = (
  id: string,
  name: string,
  run: IParagraphStyleOptions['run'],
  paragraph: IParagraphStyleOptions['paragraph'],
): IParagraphStyleOptions => ({ id, name, basedOn: 'Normal', quickFormat: true, run, paragraph });
const callout = (id: string, name: string, fill: string, colour: string) =>
  textStyle(
    id,
    name,
    {},
    {
      spacing: { before: 100, after: 160 },
      indent: { left: 120, right: 120 },
      shading: { type: 'clear', fill, color: 'auto' },
      border: { left: { style: 'single', size: 24, color: colour, space: 6 } },
    },
  );

function paragraphStyles(primary: string, accent: string): IParagraphStyleOptions[] {
  return [
    textStyle('BodyText', 'Body Text', {}, { spacing: { after: 140 } }),
    textStyle('Subtitle', 'Subtitle', { size: 24, color: SOFT }, { spacing: { after: 160 } }),
    textStyle('Facts', 'Report Facts', { size: 18, color: SOFT }, { spacing: { after: 220 } }),
    textStyle('Verdict', 'Report Verdict', { size: 25 }, { spacing: { before: 60, after: 220, line: 300 } }),
    textStyle('Detail', 'Report Detail', { size: 20 }, { spacing: { after: 80 } }),
    textStyle(
      'Caption',
      'caption',
      { size: 20, bold: true, color: INK },
      { spacing: { before: 200, after: 80 }, keepNext: true },
    ),
    textStyle(
      'ChartText',
      'Chart Text',
      { size: 18, italics: true, color: SOFT },
      { spacing: { after: 140 } },
    ),
    textStyle('TableText', 'Table Text', { size: 18 }, { spacing: { before: 20, after: 20, line: 240 } }),
    textStyle(
      'TableTextSmall',
      'Table Text Small',
      { size: 15 },
      { spacing: { before: 20, after: 20, line: 240 } },
    ),
    textStyle(
      'TableHead',
      'Table Head',
      { size: 17, bold: true, color: primary },
      { spacing: { before: 20, after: 20, line: 240 } },
    ),
    textStyle('AfterTable', 'After Table', { size: 10 }, { spacing: { after: 140, line: 240 } }),
    textStyle(
      'FigureEntry',
      'Figure Entry',
      { size: 17 },
      { spacing: { after: 90, line: 240 }, keepLines: true },
    ),
    textStyle('SourceEntry', 'Source Entry', { size: 18 }, { spacing: { after: 60 } }),
    textStyle(
      'ContentsTitle',
      'Contents Title',
      { size: 34, bold: true, color: primary },
      { spacing: { after: 200 } },
    ),
    textStyle('PageLine', 'Page Line', { size: 16, color: SOFT }, {}),
    textStyle('TOC1', 'toc 1', {}, { spacing: { after: 60 } }),
    textStyle('TOC2', 'toc 2', { size: 19 }, { indent: { left: 240 }, spacing: { after: 30 } }),
    callout('CalloutInfo', 'Callout Note', 'eef4f4', accent),
    callout('CalloutWarning', 'Callout Warning', 'fdf4e7', 'b4530a'),
    callout('CalloutCritical', 'Callout Critical', 'fcefed', 'a8201a'),
  ];
}

function characterStyles(primary: string): ICharacterStyleOptions[] {
  const style = (id: string, name: string, run: ICharacterStyleOptions['run']): ICharacterStyleOptions => ({
    id,
    name,
    basedOn: 'DefaultParagraphFont',
    run,
  });
  const severity = (id: string, name: string, color: string) =>
    style(`Severity${id}`, `Severity ${name}`, { size: 18, bold: true, color });
  return [
    style('FigureReference', 'Figure Reference', { color: primary, underline: { type: 'none' } }),
    style('FigureRange', 'Figure Range', { color: SOFT, underline: { type: 'none' } }),
    style('TrailText', 'Trail Text', { size: 15, color: SOFT }),
    style('CodeText', 'Code Text', { font: 'Consolas', size: 14, color: SOFT }),
    style('Tag', 'Tag', { color: SOFT }),
    severity('critical', 'Critical', 'a8201a'),
    severity('high', 'High', 'b4530a'),
    severity('medium', 'Medium', '7a6200'),
    severity('low', 'Low', '2f6690'),
    severity('info', 'Info', '5f6b76'),
  ];
}

/** Puts into the styles what the library that writes them has no option for: tables, and the dots of the contents. */
export function finishStyles(styles: string, { primary }: WordColours): string {
  const tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9638"/></w:tabs>';
  return styles
    .replace(/(w:styleId="TOC[12]"(?:(?!<\/w:style>)[\s\S])*?<w:pPr>)/g, (start) => start + tabs)
    .replace('</w:styles>', () => `${tableStyle(primary)}</w:styles>`);
}

/** The style of every table, as part of the style sheet: lines between rows, and a darker one below the header. */
function tableStyle(primary: string): string {
  const line = (side: string, size: number, colour: string) =>
    `<w:${side} w:val="single" w:sz="${size}" w:space="0" w:color="${colour}"/>`;
  return (
    '<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/><w:uiPriority w:val="99"/>' +
    `<w:tblPr><w:tblBorders>${line('top', 4, 'c3cac6')}${line('bottom', 4, 'c3cac6')}${line('insideH', 4, 'dfe3e0')}</w:tblBorders>` +
    '<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr>' +
    `<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>${line('bottom', 8, primary)}</w:tcBorders>` +
    '<w:shd w:val="clear" w:color="auto" w:fill="f6f7f5"/></w:tcPr></w:tblStylePr></w:style>'
  );
}

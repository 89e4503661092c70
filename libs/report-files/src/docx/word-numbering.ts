const HEAD =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">';

/** The lists of a document: 1 has bullets; each of the others counts, and begins at one again. */
export function wordNumbering(lists: number): string {
  const level = (format: string, text: string) =>
    `<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/>` +
    '<w:pPr><w:ind w:left="420" w:hanging="280"/></w:pPr></w:lvl>';
  const abstract = (id: number, content: string) =>
    `<w:abstractNum w:abstractNumId="${id}"><w:multiLevelType w:val="singleLevel"/>${content}</w:abstractNum>`;
  const counted = Array.from(
    { length: lists - 1 },
    (_, at) =>
      `<w:num w:numId="${at + 2}"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`,
  );
  return (
    HEAD +
    abstract(1, level('bullet', '•')) +
    abstract(2, level('decimal', '%1.')) +
    `<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>${counted.join('')}</w:numbering>`
  );
}

import { checkReportFile } from './check-report-file';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('the gate of a finished file', () => {
  it.each([
    ['pdf', '%PDF-1.7\n...\n%%EOF\n'],
    ['docx', 'PK\x03\x04 entries PK\x05\x06 directory'],
    ['xlsx', 'PK\x03\x04 entries PK\x05\x06 directory'],
    ['html', '<!doctype html>\n<html></html>\n'],
    ['json', '{"figures":[]}\n'],
    ['md', '# Title\n\ntext\n'],
  ])('lets a whole %s through, and none that is cut off or of another kind', (extension, whole) => {
    expect(checkReportFile({ extension }, bytes(whole))).toEqual([]);
    const codes = (content: string) => checkReportFile({ extension }, bytes(content)).map(({ code }) => code);
    expect(codes(whole.slice(2))).toEqual(['file-signature-wrong']);
    expect(codes('')).toEqual(['file-empty']);
    if (extension !== 'md') expect(codes(whole.slice(0, 12))).toEqual(['file-signature-wrong']);
  });

  it('says what the check of the format itself found', () => {
    const check = () => ['a sheet has no cells'];
    expect(checkReportFile({ extension: 'other', check }, bytes('x'))).toEqual([
      { code: 'file-defective', message: 'a sheet has no cells' },
    ]);
  });
});

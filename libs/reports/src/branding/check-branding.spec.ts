import { crc32 } from 'node:zlib';
import { contrastOf, DARK_GROUND, readableOn } from '../colour-contrast';
import type { Branding } from '../presentation';
import { checkBranding, MAX_LOGO_BYTES } from './check-branding';

const PLAIN: Branding = { name: 'Acme', primaryColour: '#0b3d91', accentColour: '#8a1c1c', logo: null };
const svg = (text: string): Branding => withLogo('image/svg+xml', Buffer.from(text, 'utf8'));
const png = (bytes: Buffer): Branding => withLogo('image/png', bytes);

function withLogo(contentType: 'image/png' | 'image/svg+xml', bytes: Buffer): Branding {
  return { ...PLAIN, logo: { contentType, data: bytes.toString('base64') } };
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

function aPng(width = 2, height = 2): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', Buffer.from([0])),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function cleaned(text: string): string {
  return Buffer.from(checkBranding(svg(text)).logo?.data ?? '', 'base64').toString('utf8');
}

const SVG = (inner: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">${inner}</svg>`;

describe('checkBranding', () => {
  it('measures contrast as WCAG does', () => {
    expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 10);
    expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrastOf('#ffffff', '#ffffff')).toBe(1);
  });

  it.each(['#777777', '#ffff00', '#ffffff'])('refuses %s, which cannot be read on white', (colour) => {
    expect(() => checkBranding({ ...PLAIN, primaryColour: colour })).toThrow(/contrast of \d\.\d\d on white/);
    expect(() => checkBranding({ ...PLAIN, accentColour: colour })).toThrow(/contrast/);
  });

  it.each(['red', '#12345', '#12345g', '#0b3d91; } body { display: none'])(
    'refuses %s as a colour',
    (colour) => {
      expect(() => checkBranding({ ...PLAIN, accentColour: colour })).toThrow(/expected a colour/);
    },
  );

  it.each(['#0b3d91', '#000000', '#8a1c1c', '#767676'])(
    'lightens %s until it reads on a dark ground',
    (colour) => {
      expect(() => checkBranding({ ...PLAIN, primaryColour: colour })).not.toThrow();
      expect(contrastOf(readableOn(colour, DARK_GROUND), DARK_GROUND)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('takes a whole PNG', () => {
    expect(checkBranding(png(aPng())).logo?.contentType).toBe('image/png');
  });

  it.each<readonly [string, Buffer]>([
    ['another kind of file', Buffer.from('GIF89a.............')],
    ['a cut one', aPng().subarray(0, -6)],
    ['one with something behind it', Buffer.concat([aPng(), Buffer.from('x')])],
    ['one too wide', aPng(4_000, 1)],
    ['one without height', aPng(1, 0)],
    ['a damaged one', Buffer.from(aPng().map((byte, at) => (at === 41 ? byte ^ 1 : byte)))],
    ['an SVG under its name', Buffer.from(SVG(''))],
  ])('refuses as a PNG %s', (_what, bytes) => {
    expect(() => checkBranding(png(bytes))).toThrow(/PNG logo is refused/);
  });

  it('refuses a logo above 256 KiB, and one that is not in base64', () => {
    expect(() => checkBranding(png(Buffer.alloc(MAX_LOGO_BYTES + 1)))).toThrow(/at most 262144/);
    const logo = { contentType: 'image/png' as const, data: 'not base64!' };
    expect(() => checkBranding({ ...PLAIN, logo })).toThrow(/base64/);
  });

  it('keeps the drawing of an SVG and leaves out what drawing programs put beside it', () => {
    const text = `<?xml version="1.0"?><!-- by hand --><svg xmlns:inkscape="x" viewBox="0 0 9 9"><metadata><rdf:RDF/></metadata>
<inkscape:page><path d="M0 0"/></inkscape:page><defs><linearGradient id="a"><stop offset="0" style="stop-color:#fff"/></linearGradient></defs>
<path d="M0 0h9" fill="url(#a)" inkscape:label="x" data-x="1"/><use xlink:href="#a"/><text>A &amp; B</text></svg>`;
    const clean = cleaned(text);
    expect(clean).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 9 9">/);
    expect(clean).toContain('<stop offset="0" stop-color="#fff"/>');
    expect(clean).toContain('<path d="M0 0h9" fill="url(#a)"/><use href="#a"/><text>A &amp; B</text></svg>');
    expect(clean).not.toMatch(/inkscape|metadata|rdf|data-|style|<!--|<\?/);
    expect(cleaned(clean)).toBe(clean);
  });

  it.each([
    SVG('<script>alert(1)</script>'),
    SVG('<foreignObject><p/></foreignObject>'),
    SVG('<image href="https://example.org/x.png"/>'),
    SVG('<style>path { fill: url(https://example.org) }</style>'),
    SVG('<animate attributeName="href" to="javascript:alert(1)"/>'),
    SVG('<a href="https://example.org"><path/></a>'),
    SVG('<use href="https://example.org/x.svg#a"/>'),
    SVG('<use xlink:href="data:image/svg+xml;base64,AA"/>'),
    SVG('<path fill="url(https://example.org/a)"/>'),
    SVG('<path fill="u&#x72;l(//example.org/a)"/>'),
    SVG('<path style="fill:url( \'https://example.org/a\' )"/>'),
    SVG('<path onclick="alert(1)"/>'),
    SVG('<path fill="\\75rl(x)"/>'),
    `<!DOCTYPE svg [<!ENTITY a "b">]>${SVG('&a;')}`,
    SVG('&a;'),
    SVG('<![CDATA[<script>]]>'),
    SVG('<path'),
    SVG('</g>'),
    `${SVG('')}${SVG('')}`,
    '<html></html>',
    '',
    SVG('<g>'.repeat(70) + '</g>'.repeat(70)),
    SVG('<g/>'.repeat(6_000)),
  ])('refuses as an SVG case %#', (text) => {
    expect(() => checkBranding(svg(text === '' ? ' ' : text))).toThrow(/SVG logo is refused/);
  });
});

import type { PdfFont, PlacedSign, ShapedText, WriterFont } from './pdf-parts';

interface Sign {
  readonly id: number;
  readonly advanceWidth: number;
  readonly codePoints: readonly number[];
}

/** Letters that stand side by side as they are: Latin, Greek, Cyrillic, usual punctuation; no mark on top of another. */
const SIMPLE =
  /^[\x20-\x7e\u00a0-\u02af\u0370-\u0482\u048a-\u052f\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u2070-\u20cf\u2100-\u22ff\ufffd]*$/;

/** Of a text with a pair that is not known yet, so many signs are looked up at once. */
const LEARNT = 48;

/** What is known of the signs of a font file and of their pairs. */
class FontSigns {
  private readonly signs = new Map<number, Sign>();
  private readonly pairs = new Map<number, PlacedSign>();

  constructor(private readonly font: PdfFont) {}

  sign(codePoint: number): Sign {
    const known = this.signs.get(codePoint);
    if (known) return known;
    const { id, advanceWidth } = this.font.glyphForCodePoint(codePoint);
    const sign = { id, advanceWidth, codePoints: [codePoint] };
    this.signs.set(codePoint, sign);
    return sign;
  }

  /** The sign of a text at a place, as near to the next one as the font wants it. */
  placed(text: string, at: number): PlacedSign {
    const next = at + 1 < text.length ? text.charCodeAt(at + 1) : 0;
    const key = text.charCodeAt(at) * 0x10000 + next;
    if (!this.pairs.has(key)) this.learn(text.slice(at, at + LEARNT));
    return this.pairs.get(key) as PlacedSign;
  }

  /** Keeps how near each sign of a text is to the next one. */
  private learn(text: string): void {
    const { positions } = this.font.layout(text, { liga: false });
    const isByPairs = positions.length === text.length;
    const scale = 1_000 / this.font.unitsPerEm;
    for (let at = 0; at < text.length; at += 1) {
      const codePoint = text.charCodeAt(at);
      const isLast = at + 1 === text.length;
      const key = codePoint * 0x10000 + (isLast ? 0 : text.charCodeAt(at + 1));
      const { advanceWidth } = this.sign(codePoint);
      const xAdvance = (isByPairs && !isLast ? positions[at]?.xAdvance : undefined) ?? advanceWidth;
      const placed = {
        xAdvance: xAdvance * scale,
        advanceWidth: advanceWidth * scale,
        xOffset: 0,
        yOffset: 0,
      };
      this.pairs.set(key, placed);
    }
  }
}

/** By the name of the font: the same files in every document. */
const known = new Map<string, FontSigns>();

/**
 * Lets a font place signs by pairs, each looked up in its file once. Shaping word by word is most of the time that a
 * page takes otherwise, and each word that is kept is memory. Texts with marks on top of letters are shaped as before.
 */
export function quicken(font: WriterFont): void {
  const signs = known.get(font.name) ?? new FontSigns(font.font);
  known.set(font.name, signs);
  const slow = font.layout.bind(font);
  font.layout = (text, features, onlyWidth = false): ShapedText => {
    if (features || !SIMPLE.test(text)) return slow(text, features, onlyWidth);
    const glyphs: Sign[] | null = onlyWidth ? null : [];
    const positions: PlacedSign[] | null = onlyWidth ? null : [];
    let advanceWidth = 0;
    for (let at = 0; at < text.length; at += 1) {
      const placed = signs.placed(text, at);
      advanceWidth += placed.xAdvance;
      glyphs?.push(signs.sign(text.charCodeAt(at)));
      positions?.push(placed);
    }
    return { glyphs, positions, advanceWidth };
  };
}

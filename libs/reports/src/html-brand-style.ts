import { DARK_GROUND, readableOn } from './colour-contrast';
import { REPORT_STYLE } from './html-style';
import type { Presentation } from './presentation';
import { wordsOf } from './language/words-of';

/** The style sheet of a report: the plain one, with the colours and the name of whose report it is. */
export function htmlStyle({ language, branding }: Presentation): string {
  const methods = methodNames(language);
  if (!branding) return REPORT_STYLE + methods;
  const { name, primaryColour, accentColour } = branding;
  return `${REPORT_STYLE}${methods}
:root { --accent: ${accentColour}; --brand: ${primaryColour}; }
@media screen and (prefers-color-scheme: dark) {
  :root { --accent: ${readableOn(accentColour, DARK_GROUND)}; --brand: ${readableOn(primaryColour, DARK_GROUND)}; }
  .logo { background: #ffffff; padding: 0.3rem 0.5rem; border-radius: 3px; }
}
h1, h2, .brand b { color: var(--brand); }
.brand { border-bottom: 2px solid var(--brand); align-items: center; }
.logo { max-height: 2.6rem; max-width: 14rem; }
@page { @bottom-left { content: ${cssString(name)}; } }
`;
}

/** The words that the style sheet prints beside the figures of the appendix. */
function methodNames(language: Presentation['language']): string {
  if (language === 'en') return '';
  const { methods } = wordsOf(language);
  const rules = Object.entries(methods).map(
    ([method, word]) => `.e .${method.charAt(0)}::after { content: ${cssString(word)}; }`,
  );
  return `${rules.join('\n')}\n`;
}

/** A text in a style sheet: every sign that could end it, or the sheet, is written as its number. */
function cssString(text: string): string {
  return `"${text.replace(/[^A-Za-z0-9 ]/gu, (sign) => `\\${(sign.codePointAt(0) as number).toString(16)} `)}"`;
}

import type { ReportLanguage } from '../presentation';
import { GERMAN_PHRASES } from './german-phrases';
import { PHRASES, type Phrase } from './phrases';

const TRANSLATIONS: Readonly<Record<Exclude<ReportLanguage, 'en'>, Readonly<Record<Phrase, string>>>> = {
  de: GERMAN_PHRASES,
};

const AND = { de: ' und ' } as const;

interface Pattern {
  readonly form: RegExp;
  readonly translation: string;
}

const PATTERNS = { de: patternsOf(GERMAN_PHRASES) } as const;

/**
 * A phrase of the report in a language, whatever stands for its `{0}`; null where the text is no phrase: somebody
 * else wrote it, and it stays as it is.
 */
export function translatePhrase(text: string, language: Exclude<ReportLanguage, 'en'>): string | null {
  const whole = TRANSLATIONS[language] as Readonly<Record<string, string>>;
  if (Object.hasOwn(whole, text)) return whole[text] ?? null;
  for (const { form, translation } of PATTERNS[language]) {
    const found = form.exec(text);
    if (found) {
      return translation.replace(/\{(\d)\}/g, (_slot, at: string) =>
        namesIn(found[Number(at) + 1] ?? '', language),
      );
    }
  }
  return null;
}

/** `CTO, Research and AI consultant`, where every one of them is a phrase; other words stay as they are. */
function namesIn(slot: string, language: Exclude<ReportLanguage, 'en'>): string {
  const phrases = TRANSLATIONS[language] as Readonly<Record<string, string>>;
  const names = slot.split(/(, | and )/);
  const isList = names.every((name, at) => at % 2 === 1 || Object.hasOwn(phrases, name));
  return isList
    ? names.map((name) => (name === ' and ' ? AND[language] : (phrases[name] ?? name))).join('')
    : slot;
}

function patternsOf(translations: Readonly<Record<Phrase, string>>): Pattern[] {
  return PHRASES.filter((phrase) => phrase.includes('{0}')).map((phrase) => ({
    form: new RegExp(
      `^${phrase
        .split(/\{\d\}/)
        .map(escapePattern)
        .join('(.+?)')}$`,
      's',
    ),
    translation: translations[phrase],
  }));
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

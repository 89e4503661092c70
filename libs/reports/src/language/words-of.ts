import type { ReportLanguage } from '../presentation';
import { ENGLISH_WORDS } from './english-words';
import { GERMAN_WORDS } from './german-words';
import type { ReportWords } from './report-words';

const WORDS: Readonly<Record<ReportLanguage, ReportWords>> = { en: ENGLISH_WORDS, de: GERMAN_WORDS };

/** The fixed words of a language. */
export function wordsOf(language: ReportLanguage): ReportWords {
  return WORDS[language];
}

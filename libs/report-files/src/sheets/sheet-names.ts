import { plainText } from '../plain-text';

const LONGEST = 31;

/**
 * Gives each title a name that spreadsheet programs take for a tab: at most 31 characters, none of `[]:*?/\`, no
 * apostrophe at either end, not the reserved `History`, and, whatever the case of its letters, only once.
 */
export function sheetNames(): (title: string) => string {
  const taken = new Set(['history']);
  return (title) => {
    const name = plainText(title)
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    for (let number = 1; ; number += 1) {
      const suffix = number === 1 ? '' : ` ${number}`;
      const candidate = withoutQuotes(cut(name, LONGEST - suffix.length)) + suffix;
      const key = candidate.toLowerCase();
      if (candidate === suffix || taken.has(key)) continue;
      taken.add(key);
      return candidate;
    }
  };
}

function cut(name: string, length: number): string {
  return name.length <= length ? name : `${name.slice(0, length - 1).toWellFormed()}…`;
}

function withoutQuotes(name: string): string {
  return name.replace(/^'+|'+$/g, '').trim() || 'Sheet';
}

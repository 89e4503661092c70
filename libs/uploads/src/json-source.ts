import { jsonPointer } from '@app/kernel';
import type { ProblemList } from './problem-list';

const MOST_LEVELS = 100;

/** A JSON text that was read; `undefined` where it could not be, with the problem noted. */
export function readJson(text: string, problems: ProblemList): unknown {
  const deep = firstBeyond(text, MOST_LEVELS);
  if (deep !== null) {
    problems.add(lineAt(text, deep), '', `expected at most ${MOST_LEVELS} levels, and here are more`);
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof SyntaxError ? error.message : 'it is too large';
    const at = /position (\d+)/.exec(message)?.[1];
    const end = /end of JSON|Unterminated/.test(message) ? text.length : null;
    const place = at === undefined ? end : Number(at);
    problems.add(
      place === null ? null : lineAt(text, place),
      '',
      'expected JSON, and it is not from here on',
    );
    return undefined;
  }
}

/** The line, counted from 1, of a place in a text. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** The lines on which the values of these pointers begin, in a text that is JSON. */
export function linesOf(text: string, wanted: ReadonlySet<string>): Map<string, number> {
  const lines = new Map<string, number>();
  const path: Array<string | number> = [];
  const inList: boolean[] = [];
  let line = 1;
  let key = '';
  const note = (): void => {
    const pointer = jsonPointer(path);
    if (wanted.has(pointer)) lines.set(pointer, line);
  };
  for (let at = 0; at < text.length && lines.size < wanted.size; at += 1) {
    const character = text[at];
    if (character === '\n') line += 1;
    else if (character === '"') {
      const end = endOfText(text, at);
      key = text.slice(at, end + 1);
      at = end;
    } else if (character === ':') {
      path[path.length - 1] = JSON.parse(key) as string;
      note();
    } else if (character === '{' || character === '[') {
      inList.push(character === '[');
      path.push(character === '[' ? 0 : '');
      if (character === '[') note();
    } else if (character === '}' || character === ']') {
      inList.pop();
      path.pop();
    } else if (character === ',' && inList.at(-1)) {
      path[path.length - 1] = (path.at(-1) as number) + 1;
      note();
    }
  }
  return lines;
}

function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

/** Where a text first goes deeper than so many levels, looked at without going down itself. */
function firstBeyond(text: string, levels: number): number | null {
  let level = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') at = endOfText(text, at);
    else if (character === '{' || character === '[') {
      level += 1;
      if (level > levels) return at;
    } else if (character === '}' || character === ']') level -= 1;
  }
  return null;
}

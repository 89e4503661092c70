import { parseAllDocuments, stringify } from 'yaml';

/**
 * Renders a template of a chart: the few constructs that ours use, and nothing else of Helm's language. What it does not
 * know it refuses, so that no template passes unread.
 */
export function renderTemplate(template: string, scope: Readonly<Record<string, unknown>>): string {
  const lines: string[] = [];
  const open: boolean[] = [];
  for (const line of template.split('\n')) {
    const condition = /^\s*\{\{- if (not )?(\S+) \}\}$/.exec(line);
    if (condition) {
      const holds = Boolean(lookUp(condition[2]!, scope));
      open.push(condition[1] ? !holds : holds);
    } else if (/^\s*\{\{- end \}\}$/.test(line)) {
      if (open.pop() === undefined) throw new Error('an end without its if');
    } else if (!open.includes(false)) {
      lines.push(line.replace(/\{\{ (.+?) \}\}/g, (_whole, words: string) => evaluate(words, scope)));
    }
  }
  if (open.length > 0) throw new Error('an if without its end');
  return lines.join('\n');
}

/** The manifests that a rendered template holds. @throws what is not YAML */
export function manifestsOf(rendered: string): unknown[] {
  return parseAllDocuments(rendered).flatMap((document) => {
    if ('errors' in document && document.errors.length > 0) throw document.errors[0]!;
    return (document.toJS() as unknown) ?? [];
  });
}

function evaluate(words: string, scope: Readonly<Record<string, unknown>>): string {
  const [expression = '', ...filters] = words.split(' | ');
  const required = /^required "([^"]+)" (\S+)$/.exec(expression);
  const value = lookUp(required ? required[2]! : expression, scope);
  if (required && (value === '' || value === undefined || value === null)) throw new Error(required[1]);
  if (filters.some((filter) => filter !== 'quote')) throw new Error(`unknown filter in ${words}`);
  if (value === undefined) throw new Error(`no value ${expression}`);
  const text = typeof value === 'string' && filters.length > 0 ? value : stringify(value).trim();
  return filters.length > 0 ? JSON.stringify(text) : text;
}

function lookUp(path: string, scope: Readonly<Record<string, unknown>>): unknown {
  if (!/^(\.[A-Za-z]+)+$/.test(path)) throw new Error(`this is no path: ${path}`);
  return path
    .slice(1)
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], scope);
}

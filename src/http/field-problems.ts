import type { FieldProblem } from '@app/kernel';
import { jsonPointer } from '@app/kernel';
import type { ValidationError } from 'class-validator';
import { getMetadataStorage } from 'class-validator';
import { nameHint } from './nearest-name';

const MOST_PROBLEMS = 100;
const LONGEST_PREVIEW = 60;
/** A validator of lists begins its message with the number of the entry that is wrong. */
const ENTRY = /^\[(\d+)\] (.*)$/s;

/** One problem per wrong field: where it is, what was expected and what came. */
export function fieldProblems(errors: readonly ValidationError[]): FieldProblem[] {
  return errors.flatMap((error) => problemsOf(error, [])).slice(0, MOST_PROBLEMS);
}

function problemsOf(error: ValidationError, parents: readonly string[]): FieldProblem[] {
  const path = [...parents, error.property];
  const rules = Object.entries(error.constraints ?? {});
  // That a part is no part is said, with more, by the rule of the field itself.
  const telling = rules.filter(([rule]) => rule !== 'nestedValidation' || rules.length === 1);
  const details = new Set(telling.map(([rule, text]) => describe(error, rule, text)));
  const own = [...details].map((detail) => {
    const [, entry, text] = ENTRY.exec(detail) ?? [];
    if (entry === undefined || text === undefined) return { pointer: jsonPointer(path), detail };
    return { pointer: jsonPointer([...path, Number(entry)]), detail: text };
  });
  return [...own, ...(error.children ?? []).flatMap((child) => problemsOf(child, path))];
}

function describe(error: ValidationError, rule: string, text: string): string {
  if (rule === 'whitelistValidation') return unknownField(error);
  if (ENTRY.test(text)) return text;
  if (error.value === undefined || error.value === null) return `${text}, got nothing`;
  return `${text}, got ${preview(error.value)}`;
}

function unknownField({ property, target }: ValidationError): string {
  const known = fieldNames(target?.constructor);
  const hint = known.length === 0 ? '' : `; ${nameHint(property, known)}`;
  return `there is no field "${property.slice(0, LONGEST_PREVIEW)}" here${hint}`;
}

function fieldNames(type: unknown): string[] {
  if (typeof type !== 'function') return [];
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  return [...new Set(rules.map(({ propertyName }) => propertyName))];
}

/** What came, short enough for a message. */
export function preview(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > LONGEST_PREVIEW
    ? `${text.slice(0, LONGEST_PREVIEW)}... (${text.length} characters)`
    : text;
}

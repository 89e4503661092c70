import { MongoFault, notImplemented } from '../mongo-fault';
import { compilePipeline } from '../pipeline/pipeline';
import type { Doc } from '../values/document';
import { cloneDoc, get, isDoc, isIndex, put } from '../values/document';
import type { Fields } from '../values/fields';
import { ALL_FIELDS, NO_FIELDS } from '../values/fields';
import { sameValue } from '../values/key-string';
import { OPERATORS, checkCurrentDate } from './operators';
import type { ArrayFilters, UpdateContext } from './positions';
import { compileArrayFilters, concretePaths } from './positions';

export interface Update {
  /** What it reads or replaces of the old document; every other field is in the new one as it was. */
  readonly touches: Fields;
  /** Makes the new document; the old one is not changed. */
  readonly apply: Apply;
}

type Apply = (doc: Doc, context: UpdateContext) => Doc;

/** @throws FailedToParse, ConflictingUpdateOperators and what the operators throw for their operands. */
export function compileUpdate(update: unknown, arrayFilters: unknown): Update {
  if (Array.isArray(update)) {
    return { touches: ALL_FIELDS, apply: guardId(compilePipelineUpdate(update)) };
  }
  if (!isDoc(update))
    throw new MongoFault('FailedToParse', 'Update argument must be either an object or an array');
  const names = Object.keys(update);
  if (!names[0]?.startsWith('$')) return { touches: NO_FIELDS, apply: guardId(replacement(update)) };
  const { touches, apply } = compileOperators(update, compileArrayFilters(arrayFilters));
  return { touches, apply: guardId(apply) };
}

/** A document whose date is set counts as modified even within one millisecond. */
export function setsCurrentDate(update: unknown): boolean {
  return isDoc(update) && isDoc(update.$currentDate) && Object.keys(update.$currentDate).length > 0;
}

export function isReplacement(update: unknown): boolean {
  return isDoc(update) && !Object.keys(update)[0]?.startsWith('$');
}

function replacement(update: Doc): Apply {
  const operator = Object.keys(update).find((key) => key.startsWith('$'));
  if (operator) {
    throw new MongoFault(
      'DollarPrefixedFieldName',
      `The dollar ($) prefixed field '${operator}' is not allowed in a replacement`,
    );
  }
  return (doc) =>
    '_id' in update || !('_id' in doc) ? cloneDoc(update) : { _id: doc._id, ...cloneDoc(update) };
}

function compilePipelineUpdate(stages: unknown[]): Apply {
  for (const stage of stages) {
    const name = Object.keys(isDoc(stage) ? stage : {})[0] ?? '';
    if (!/^\$(set|addFields|unset|project|replaceRoot|replaceWith)$/.test(name)) {
      throw new MongoFault('InvalidOptions', `${name} is not allowed to be used within an update`);
    }
  }
  const run = compilePipeline(stages, { find: () => [] }, { NOW: new Date() });
  return (doc) => {
    const [result = {}] = run([doc]);
    return '_id' in result || !('_id' in doc) ? cloneDoc(result) : { _id: doc._id, ...cloneDoc(result) };
  };
}

/** The _id of a document never changes and always comes first. */
function guardId(update: Apply): Apply {
  return (doc, context) => {
    const result = update(doc, context);
    if ('_id' in doc && !sameValue(doc._id, result._id)) {
      throw new MongoFault(
        'ImmutableField',
        `Performing an update on the path '_id' would modify the immutable field '_id'`,
      );
    }
    if (Array.isArray(result._id) || result._id instanceof RegExp) {
      throw new MongoFault('BadValue', `The '_id' value cannot be of type array or regex`);
    }
    return Object.keys(result)[0] === '_id' || !('_id' in result) ? result : { _id: result._id, ...result };
  };
}

interface Step {
  readonly operator: string;
  readonly dotted: string;
  readonly path: readonly string[];
  /** The path names positions that depend on the document. */
  readonly positional: boolean;
  readonly operand: unknown;
}

function aStep(operator: string, dotted: string, operand: unknown): Step {
  return { operator, dotted, path: dotted.split('.'), positional: dotted.includes('$'), operand };
}

function compileOperators(update: Doc, filters: ArrayFilters): Update {
  const steps = Object.entries(update).flatMap(([operator, operands]) => stepsOf(operator, operands));
  steps.sort((a, b) => (a.dotted < b.dotted ? -1 : 1));
  refuseConflicts(steps);
  for (const name of filters.keys()) {
    if (!steps.some(({ path }) => path.includes(`$[${name}]`)))
      throw new MongoFault(
        'FailedToParse',
        `The array filter for identifier '${name}' was not used in the update`,
      );
  }
  const touches = new Set(steps.filter(readsBefore).map(({ path: [top = ''] }) => top));
  const apply: Apply = (doc, context) => {
    const result: Doc = {};
    for (const name of Object.keys(doc))
      put(result, name, touches.has(name) ? cloneDoc(doc[name]) : doc[name]);
    for (const step of steps) {
      if (step.operator === '$setOnInsert' && !context.inserting) continue;
      if (!step.positional) applyAt(result, step.path, step);
      else {
        for (const path of concretePaths(result, step.path, doc, context, filters))
          applyAt(result, path, step);
      }
    }
    return result;
  };
  return { touches, apply };
}

/** Not when a field at the top gets another value, whatever it was. */
function readsBefore({ operator, path }: Step): boolean {
  return path.length > 1 || !/^\$(set|setOnInsert|unset|currentDate)$/.test(operator);
}

function stepsOf(operator: string, operands: unknown): Step[] {
  if (operator === '$bit') throw notImplemented('the update operator $bit');
  if (operator !== '$rename' && !Object.hasOwn(OPERATORS, operator)) {
    throw new MongoFault(
      'FailedToParse',
      `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
    );
  }
  if (!isDoc(operands)) {
    throw new MongoFault(
      'FailedToParse',
      `Modifiers operate on fields but we found another type instead: ${operator}`,
    );
  }
  return Object.entries(operands).flatMap(([path, operand]) => {
    const step = aStep(operator, path, operand);
    if (step.path.includes(''))
      throw new MongoFault('BadValue', `The update path '${path}' contains an empty field name`);
    if (operator === '$currentDate') checkCurrentDate(operand);
    // The target of $rename is written too, by the step of its source.
    return operator === '$rename' ? [step, aStep('renamed', String(operand), null)] : [step];
  });
}

function refuseConflicts(steps: readonly Step[]): void {
  for (const [index, step] of steps.entries()) {
    for (const other of steps.slice(index + 1)) {
      const [shorter, longer] = step.path.length <= other.path.length ? [step, other] : [other, step];
      if (longer.dotted !== shorter.dotted && !longer.dotted.startsWith(`${shorter.dotted}.`)) continue;
      throw new MongoFault(
        'ConflictingUpdateOperators',
        `Updating the path '${other.dotted}' would create a conflict at '${shorter.dotted}'`,
      );
    }
  }
}

function applyAt(result: Doc, path: readonly string[], step: Step): void {
  if (step.operator === 'renamed') return;
  if (step.operator === '$rename') return rename(result, path, String(step.operand).split('.'));
  const operator = OPERATORS[step.operator];
  if (!operator) return;
  const creates = !/^\$(unset|pull|pullAll|pop)$/.test(step.operator);
  const parent = parentOf(result, path, creates, step.operator !== '$unset');
  if (!parent) return;
  const key = path.at(-1) ?? '';
  const before = get(parent, key);
  const after = operator(before, step.operand, path.join('.'), result);
  if (after !== undefined) write(parent, key, after);
  else if (before !== undefined) erase(parent, key);
}

function rename(result: Doc, from: readonly string[], to: readonly string[]): void {
  const parent = parentOf(result, from, false, false);
  const key = from.at(-1) ?? '';
  const value = get(parent, key);
  if (!parent || value === undefined) return;
  if (Array.isArray(parent))
    throw new MongoFault('BadValue', 'The source of $rename cannot be an array element');
  erase(parent, key);
  write(parentOf(result, to, true, true) as Doc, to.at(-1) ?? '', value);
}

type Container = Doc | unknown[];

/**
 * The document or array that holds the last key of the path, made on the way if `create` says so.
 * @throws PathNotViable when something on the way can hold no fields, if `viable` says that it must
 */
function parentOf(
  root: Doc,
  path: readonly string[],
  create: boolean,
  viable: boolean,
): Container | undefined {
  let parent: Container = root;
  for (const [depth, key] of path.slice(0, -1).entries()) {
    let next: unknown = get(parent, key);
    if (next === undefined) {
      if (!create) return undefined;
      next = {};
      write(parent, key, next);
    }
    if (!isDoc(next) && !Array.isArray(next)) {
      if (!viable) return undefined;
      throw notViable(path[depth + 1] ?? '', key, next);
    }
    parent = next as Container;
  }
  const last = path.at(-1) ?? '';
  if (Array.isArray(parent) && !isIndex(last)) {
    if (!viable) return undefined;
    throw notViable(last, path.at(-2) ?? '', parent);
  }
  return parent;
}

function notViable(field: string, key: string, value: unknown): MongoFault {
  return new MongoFault(
    'PathNotViable',
    `Cannot create field '${field}' in element {${key}: ${JSON.stringify(value)}}`,
  );
}

function write(parent: Container, key: string, value: unknown): void {
  if (!Array.isArray(parent)) return put(parent, key, value);
  const index = Number(key);
  if (!isIndex(key)) throw notViable(key, '', parent);
  if (index > parent.length + 1_500_000)
    throw new MongoFault('BadValue', 'cannot backfill so many array elements');
  while (parent.length < index) parent.push(null);
  parent[index] = value;
}

function erase(parent: Container, key: string): void {
  if (Array.isArray(parent)) parent[Number(key)] = null;
  else delete parent[key];
}

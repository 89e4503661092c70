import { MongoFault, notImplemented } from '../mongo-fault';
import type { Scope } from '../pipeline/expression';
import { compileExpression, truthy } from '../pipeline/expression';
import type { Doc, LeafTest } from '../values/document';
import { isDoc, isOperatorDoc, someAt } from '../values/document';
import { compileOperator } from './predicates';

export type Test = (doc: Doc) => boolean;

/** A condition on one path that every matching document fulfils: what an index can serve. */
export interface Condition {
  readonly path: string;
  readonly operator: string;
  readonly operand: unknown;
}

export interface Matcher {
  readonly test: Test;
  /** All of these hold for a match; together they are weaker than or equal to the filter. */
  readonly conditions: readonly Condition[];
}

/** @throws BadValue for what is not a query MongoDB would take, NotImplemented for what is left out here. */
export function compileFilter(filter: Doc, scope: Scope = {}): Matcher {
  const tests: Test[] = [];
  const conditions: Condition[] = [];
  for (const [key, operand] of Object.entries(filter)) {
    if (key.startsWith('$')) compileTop(key, operand, scope, tests, conditions);
    else compilePath(key, operand, scope, tests, conditions);
  }
  const [only] = tests;
  const test: Test = tests.length === 1 && only ? only : (doc) => tests.every((each) => each(doc));
  return { test, conditions };
}

function compileTop(
  key: string,
  operand: unknown,
  scope: Scope,
  tests: Test[],
  conditions: Condition[],
): void {
  switch (key) {
    case '$comment':
      return;
    case '$and':
      for (const part of parts(key, operand, scope)) {
        tests.push(part.test);
        conditions.push(...part.conditions);
      }
      return;
    case '$or':
    case '$nor': {
      const alternatives = parts(key, operand, scope);
      const [only] = alternatives;
      if (key === '$or' && only && alternatives.length === 1) conditions.push(...only.conditions);
      tests.push((doc) => alternatives.some((part) => part.test(doc)) === (key === '$or'));
      return;
    }
    case '$expr': {
      const expression = compileExpression(operand, scope);
      tests.push((doc) => truthy(expression(doc)));
      conditions.push(...equalities(operand, scope));
      return;
    }
    case '$where':
    case '$text':
    case '$jsonSchema':
      throw notImplemented(`the query operator ${key}`);
    default:
      throw new MongoFault('BadValue', `unknown top level operator: ${key}`);
  }
}

function parts(key: string, operand: unknown, scope: Scope): Matcher[] {
  if (!Array.isArray(operand) || operand.length === 0) {
    throw new MongoFault('BadValue', `${key} argument must be a nonempty array`);
  }
  return operand.map((part: unknown) => {
    if (!isDoc(part)) throw new MongoFault('BadValue', `${key} entries need to be full objects`);
    return compileFilter(part, scope);
  });
}

function compilePath(
  path: string,
  operand: unknown,
  scope: Scope,
  tests: Test[],
  conditions: Condition[],
): void {
  const keys = path.split('.');
  for (const check of compileChecks(operand, scope, (operator, argument) => {
    conditions.push({ path, operator, operand: argument });
  })) {
    tests.push((doc) => check((test) => someAt(doc, keys, test)));
  }
}

/** Decides by asking whether some value at a path, or one given value, passes a test. */
type Check = (some: (test: LeafTest) => boolean) => boolean;

function compileChecks(
  operand: unknown,
  scope: Scope,
  note: (operator: string, argument: unknown) => void = () => undefined,
): Check[] {
  const literal = operand instanceof RegExp ? '$regex' : '$eq';
  const operators = isOperatorDoc(operand) ? operand : { [literal]: operand };
  return Object.entries(operators).flatMap(([operator, argument]): Check[] => {
    if (operator === '$options') {
      if (!('$regex' in operators)) throw new MongoFault('BadValue', '$options needs a $regex');
      return [];
    }
    if (operator === '$not') {
      if (!isOperatorDoc(argument) && !(argument instanceof RegExp)) {
        throw new MongoFault('BadValue', '$not needs a regex or a document');
      }
      const inner = compileChecks(argument, scope);
      return [(some) => !inner.every((check) => check(some))];
    }
    const { test, negated } = compileOperator(operator, argument, operators, recurse(scope));
    note(operator, argument);
    return [(some) => some(test) !== negated];
  });
}

/** What $elemMatch needs: a matcher of documents, or of bare values under operators. */
function recurse(scope: Scope): (operand: Doc) => (element: unknown) => boolean {
  return (operand) => {
    if (isOperatorDoc(operand) && !/^\$(and|or|nor|expr)$/.test(Object.keys(operand)[0] ?? '')) {
      const checks = compileChecks(operand, scope);
      return (element) => checks.every((check) => check((test) => test(element, true)));
    }
    const { test } = compileFilter(operand, scope);
    // An element that is an array counts as a document whose fields are its positions.
    return (element) => (Array.isArray(element) ? test({ ...element }) : isDoc(element) && test(element));
  };
}

/** `{ $eq: ['$path', <constant>] }`, alone or under $and: an index on the path can serve it. */
function equalities(expression: unknown, scope: Scope): Condition[] {
  if (!isDoc(expression)) return [];
  const { $and: all, $eq: pair } = expression;
  if (Array.isArray(all)) return all.flatMap((part) => equalities(part, scope));
  if (!Array.isArray(pair) || pair.length !== 2) return [];
  for (const [field, other] of [pair, pair.toReversed()] as [unknown, unknown][]) {
    if (typeof field !== 'string' || !/^\$[^$]/.test(field) || !isConstant(other)) continue;
    const operand = compileExpression(other, scope)({});
    // A missing value equals nothing but a missing value here, which a query's null would not tell apart.
    if (operand === undefined || operand === null || Array.isArray(operand)) continue;
    return [{ path: field.slice(1), operator: '$eq', operand }];
  }
  return [];
}

function isConstant(expression: unknown): boolean {
  if (typeof expression === 'string') return !/^\$[^$]|^\$\$(ROOT|CURRENT|NOW|REMOVE)/.test(expression);
  return !isDoc(expression) && !Array.isArray(expression);
}

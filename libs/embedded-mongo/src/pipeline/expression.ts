import type { FaultName } from '../mongo-fault';
import { MongoFault } from '../mongo-fault';
import type { Doc } from '../values/document';
import { get, isDoc, put } from '../values/document';
import { Decimal128, Long } from 'bson';
import { functionNamed } from './functions';

/** The variables an expression may name as `$$name`: those of `let`, and the moment the command began. */
export interface Scope {
  readonly [variable: string]: unknown;
}

/** A compiled aggregation expression; `undefined` is MongoDB's "missing". */
export type Expression = (root: unknown, variables?: Scope) => unknown;

/** @throws InvalidPipelineOperator for an unknown operator, Location17276 for an unknown variable. */
export function compileExpression(source: unknown, scope: Scope = {}): Expression {
  const compiled = compile(source, new Set(Object.keys(scope)));
  return (root, variables) => compiled(root, variables ? { ...scope, ...variables } : scope);
}

/** MongoDB's truth: everything but false, null, missing and zero. */
export function truthy(value: unknown): boolean {
  if (value instanceof Long) return !value.isZero();
  if (value instanceof Decimal128) return Number(value.toString()) !== 0;
  return value === '' || Number.isNaN(value) || Boolean(value);
}

type Compiled = (root: unknown, variables: Scope) => unknown;
type Names = ReadonlySet<string>;

function compile(source: unknown, names: Names): Compiled {
  if (typeof source === 'string' && source.startsWith('$')) return compileVariable(source, names);
  if (Array.isArray(source)) {
    const items = source.map((item) => compile(item, names));
    return (root, variables) => items.map((item) => item(root, variables) ?? null);
  }
  if (!isDoc(source)) return () => source;
  const [first] = Object.keys(source);
  if (!first?.startsWith('$')) return compileDocument(source, names);
  if (Object.keys(source).length > 1) {
    throw new MongoFault('Location40324', 'an expression specification must contain exactly one field');
  }
  return compileOperator(first, source[first], names);
}

function compileDocument(source: Doc, names: Names): Compiled {
  const fields = Object.entries(source).map(([key, value]) => [key, compile(value, names)] as const);
  return (root, variables) => {
    const result: Doc = {};
    for (const [key, field] of fields) {
      const value = field(root, variables);
      if (value !== undefined) put(result, key, value);
    }
    return result;
  };
}

function compileVariable(source: string, names: Names): Compiled {
  if (!source.startsWith('$$')) return follow((root) => root, source.slice(1).split('.'));
  const [name = '', ...path] = source.slice(2).split('.');
  switch (name) {
    case 'ROOT':
    case 'CURRENT':
      return follow((root) => root, path);
    case 'REMOVE':
      return () => undefined;
    case 'NOW':
      return follow((_root, variables) => variables.NOW, path);
    default:
      if (!names.has(name)) throw new MongoFault('Location17276', `Use of undefined variable: ${name}`);
      return follow((_root, variables) => variables[name], path);
  }
}

function follow(start: Compiled, path: readonly string[]): Compiled {
  if (path.length === 0) return start;
  if (path.some((key) => key === ''))
    throw new MongoFault('BadValue', 'FieldPath must not end or begin with a dot');
  return (root, variables) => valueAt(start(root, variables), path, 0);
}

/** Unlike a query's path, an expression's path enters an array by element only and skips what is missing. */
function valueAt(value: unknown, path: readonly string[], at: number): unknown {
  const key = path[at];
  if (key === undefined) return value;
  if (!Array.isArray(value)) return valueAt(get(value, key), path, at + 1);
  return value
    .filter(isDoc)
    .map((element) => valueAt(element, path, at))
    .filter((element) => element !== undefined);
}

function compileOperator(name: string, operand: unknown, names: Names): Compiled {
  const form = FORMS[name];
  if (form) return form(operand, names);
  const apply = functionNamed(name);
  if (isDoc(operand) && apply.named) {
    const args = compileDocument(operand, names);
    return (root, variables) => apply.call([args(root, variables)]);
  }
  const args = (Array.isArray(operand) ? operand : [operand]).map((item) => compile(item, names));
  if (args.length < apply.least || args.length > apply.most) {
    throw new MongoFault(
      'Location16020',
      `Expression ${name} takes ${apply.least} to ${apply.most} arguments, not ${args.length}`,
    );
  }
  return (root, variables) => apply.call(args.map((arg) => arg(root, variables)));
}

/** The operators that do not simply evaluate their arguments first. */
const FORMS: Record<string, (operand: unknown, names: Names) => Compiled> = {
  $literal: (operand) => () => operand,
  $and: (operand, names) => {
    const parts = [operand].flat().map((part) => compile(part, names));
    return (root, variables) => parts.every((part) => truthy(part(root, variables)));
  },
  $or: (operand, names) => {
    const parts = [operand].flat().map((part) => compile(part, names));
    return (root, variables) => parts.some((part) => truthy(part(root, variables)));
  },
  $ifNull: (operand, names) => {
    if (!Array.isArray(operand) || operand.length < 2)
      throw new MongoFault('Location1257300', '$ifNull needs at least two arguments');
    const parts = operand.map((part) => compile(part, names));
    return (root, variables) => {
      let value: unknown;
      for (const part of parts) {
        value = part(root, variables);
        if (value !== null && value !== undefined) break;
      }
      return value;
    };
  },
  $cond: (operand, names) => {
    const {
      if: condition,
      then,
      else: otherwise,
    } = Array.isArray(operand)
      ? { if: operand[0] as unknown, then: operand[1] as unknown, else: operand[2] as unknown }
      : fieldsOf('$cond', operand, ['if', 'then', 'else']);
    if (Array.isArray(operand) && operand.length !== 3)
      throw new MongoFault('Location16020', 'Expression $cond takes exactly 3 arguments');
    const [test, yes, no] = [compile(condition, names), compile(then, names), compile(otherwise, names)];
    return (root, variables) => (truthy(test(root, variables)) ? yes : no)(root, variables);
  },
  $switch: (operand, names) => {
    const { branches, default: otherwise } = fieldsOf('$switch', operand, ['branches'], ['default']);
    if (!Array.isArray(branches))
      throw new MongoFault('Location40061', '$switch expected an array for branches');
    const cases = branches.map((branch) => {
      const { case: test, then } = fieldsOf('$switch', branch, ['case', 'then']);
      return [compile(test, names), compile(then, names)] as const;
    });
    const fallback = compile(otherwise, names);
    return (root, variables) => {
      const hit = cases.find(([test]) => truthy(test(root, variables)));
      if (!hit && otherwise === undefined)
        throw new MongoFault('Location40066', '$switch could not find a matching branch');
      return (hit ? hit[1] : fallback)(root, variables);
    };
  },
  $let: (operand, names) => {
    const { vars, in: body } = fieldsOf('$let', operand, ['vars', 'in']);
    const values = Object.entries(vars as Doc).map(([key, value]) => [key, compile(value, names)] as const);
    const inner = compile(body, new Set([...names, ...values.map(([key]) => key)]));
    return (root, variables) => {
      const added = Object.fromEntries(values.map(([key, value]) => [key, value(root, variables)]));
      return inner(root, { ...variables, ...added });
    };
  },
  $map: (operand, names) => {
    const { input, as = 'this', in: body } = fieldsOf('$map', operand, ['input', 'in'], ['as']);
    const inner = compile(body, new Set([...names, as as string]));
    return each('$map', input, names, (items, root, variables) =>
      items.map((item) => inner(root, { ...variables, [as as string]: item }) ?? null),
    );
  },
  $filter: (operand, names) => {
    const {
      input,
      as = 'this',
      cond,
      limit = null,
    } = fieldsOf('$filter', operand, ['input', 'cond'], ['as', 'limit']);
    const inner = compile(cond, new Set([...names, as as string]));
    const most = compile(limit, names);
    return each('$filter', input, names, (items, root, variables) =>
      items
        .filter((item) => truthy(inner(root, { ...variables, [as as string]: item })))
        .slice(0, (most(root, variables) as number | null) ?? undefined),
    );
  },
  $reduce: (operand, names) => {
    const { input, initialValue, in: body } = fieldsOf('$reduce', operand, ['input', 'initialValue', 'in']);
    const first = compile(initialValue, names);
    const inner = compile(body, new Set([...names, 'this', 'value']));
    return each('$reduce', input, names, (items, root, variables) =>
      items.reduce((value, item) => inner(root, { ...variables, this: item, value }), first(root, variables)),
    );
  },
};

const NOT_A_LIST: Record<string, FaultName> = {
  $map: 'Location16883',
  $filter: 'Location28651',
  $reduce: 'Location40080',
};

function each(
  name: string,
  input: unknown,
  names: Names,
  visit: (items: unknown[], root: unknown, variables: Scope) => unknown,
): Compiled {
  const list = compile(input, names);
  return (root, variables) => {
    const items = list(root, variables);
    if (items === null || items === undefined) return null;
    if (!Array.isArray(items))
      throw new MongoFault(NOT_A_LIST[name] ?? 'BadValue', `input to ${name} must be an array`);
    return visit(items, root, variables);
  };
}

/** The parts of $cond have codes of their own. */
const MISSING_PART: Record<string, FaultName> = {
  if: 'Location17080',
  then: 'Location17081',
  else: 'Location17082',
};

function fieldsOf(name: string, operand: unknown, required: string[], optional: string[] = []): Doc {
  if (!isDoc(operand))
    throw new MongoFault('FailedToParse', `${name} only supports an object as its argument`);
  for (const key of Object.keys(operand)) {
    if (!required.includes(key) && !optional.includes(key)) {
      throw new MongoFault('FailedToParse', `Unrecognized parameter to ${name}: ${key}`);
    }
  }
  const missing = required.find((key) => !(key in operand));
  if (missing)
    throw new MongoFault(
      MISSING_PART[missing] ?? 'FailedToParse',
      `Missing '${missing}' parameter to ${name}`,
    );
  return operand;
}

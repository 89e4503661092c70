import { MongoFault } from '../mongo-fault';
import type { Doc } from '../values/document';
import { get, isDoc, isOperatorDoc, put } from '../values/document';
import type { Expression, Scope } from './expression';
import { compileExpression } from './expression';

export type Transform = (doc: Doc) => Doc;

/** A tree of the paths of a projection: kept, dropped, or computed. */
interface Node {
  readonly children: Map<string, Node>;
  leaf?: 'keep' | 'drop' | Expression;
}

/** find's own operators ($slice, $elemMatch, the positional $) turn a path into a transform of its value. */
export type FindOperator = (path: string, operand: unknown) => Expression | undefined;

/** @throws Location31253, Location31254 when keeping and dropping are mixed, Location31250 when paths collide. */
export function compileProjection(
  spec: Doc,
  scope: Scope = {},
  special: FindOperator = () => undefined,
): Transform {
  const root: Node = { children: new Map() };
  const modes = new Set<'keep' | 'drop'>();
  let id: unknown;
  const visit = (path: string, value: unknown): void => {
    if (path === '_id' && isSwitch(value)) {
      id = Boolean(value);
      return;
    }
    if (isDoc(value) && !isOperatorDoc(value)) {
      for (const [key, inner] of Object.entries(value)) visit(`${path}.${key}`, inner);
      return;
    }
    const computed = special(path, value);
    const leaf = isSwitch(value) ? (value ? 'keep' : 'drop') : (computed ?? compileComputed(value, scope));
    const slice = isOperatorDoc(value) && '$slice' in value && computed !== undefined;
    if (!slice) modes.add(leaf === 'drop' ? 'drop' : 'keep');
    if (modes.size > 1) {
      const [code, what, where] =
        leaf === 'drop'
          ? (['Location31254', 'exclusion', 'inclusion'] as const)
          : (['Location31253', 'inclusion', 'exclusion'] as const);
      throw new MongoFault(code, `Cannot do ${what} on field ${path} in ${where} projection`);
    }
    addLeaf(root, path, leaf);
  };
  for (const [path, value] of Object.entries(spec)) visit(path, value);
  const keeps = modes.has('keep') || (modes.size === 0 && id === true);
  if (id !== undefined && id !== keeps) addLeaf(root, '_id', id ? 'keep' : 'drop');
  if (keeps && id !== false && !root.children.has('_id')) addLeaf(root, '_id', 'keep');
  if (keeps && id === false) root.children.delete('_id');
  return keeps ? (doc) => keep(doc, root, doc) as Doc : (doc) => drop(doc, root, doc) as Doc;
}

/** $addFields and $set: every path is computed from the document as it came in. */
export function compileAddFields(spec: Doc, scope: Scope): Transform {
  const root: Node = { children: new Map() };
  const visit = (path: string, value: unknown): void => {
    if (isDoc(value) && !isOperatorDoc(value) && Object.keys(value).length > 0) {
      for (const [key, inner] of Object.entries(value)) visit(`${path}.${key}`, inner);
    } else addLeaf(root, path, compileExpression(value, scope));
  };
  for (const [path, value] of Object.entries(spec)) visit(path, value);
  return (doc) => drop(doc, root, doc) as Doc;
}

/** A projection has its own code for an operator that does not exist. */
function compileComputed(value: unknown, scope: Scope): Expression {
  try {
    return compileExpression(value, scope);
  } catch (error) {
    if (!(error instanceof MongoFault) || error.codeName !== 'InvalidPipelineOperator') throw error;
    throw new MongoFault('Location31325', `Invalid $project :: caused by :: ${error.message}`);
  }
}

function isSwitch(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean';
}

function addLeaf(root: Node, path: string, leaf: Node['leaf']): void {
  let node = root;
  for (const key of path.split('.')) {
    if (key === '') throw new MongoFault('BadValue', `FieldPath '${path}' has an empty part`);
    if (node.leaf) throw collision(path);
    const next: Node = node.children.get(key) ?? { children: new Map() };
    node.children.set(key, next);
    node = next;
  }
  if (node.leaf || node.children.size > 0) throw collision(path);
  node.leaf = leaf;
}

function collision(path: string): MongoFault {
  return new MongoFault('Location31250', `Path collision at ${path}`);
}

/** Only what the tree names: kept fields in the document's order, computed ones after them. */
function keep(value: unknown, node: Node, root: Doc): unknown {
  if (Array.isArray(value)) {
    return value.filter((item) => isDoc(item) || Array.isArray(item)).map((item) => keep(item, node, root));
  }
  if (!isDoc(value)) return undefined;
  const result: Doc = {};
  for (const key of Object.keys(value)) {
    const child = node.children.get(key);
    if (!child || typeof child.leaf === 'function') continue;
    const kept = child.leaf === 'keep' ? value[key] : keep(value[key], child, root);
    if (kept !== undefined) put(result, key, kept);
  }
  compute(result, value, node, root, keep);
  return result;
}

/** Everything but what the tree drops; what it computes replaces what was there. */
function drop(value: unknown, node: Node, root: Doc): unknown {
  if (Array.isArray(value)) return value.map((item) => drop(item, node, root));
  if (!isDoc(value)) return computes(node) ? drop({}, node, root) : value;
  const result: Doc = {};
  for (const key of Object.keys(value)) {
    const child = node.children.get(key);
    if (child?.leaf === 'drop') continue;
    if (typeof child?.leaf === 'function') {
      const computed = child.leaf(root);
      if (computed !== undefined) put(result, key, computed);
    } else put(result, key, child ? drop(value[key], child, root) : value[key]);
  }
  compute(result, value, node, root, drop);
  return result;
}

function compute(result: Doc, source: Doc, node: Node, root: Doc, inner: typeof keep): void {
  for (const [key, child] of node.children) {
    const done = Object.hasOwn(result, key) || (inner === drop && Object.hasOwn(source, key));
    if (done || !computes(child)) continue;
    const value =
      typeof child.leaf === 'function' ? child.leaf(root) : inner(get(source, key) ?? {}, child, root);
    if (value !== undefined) put(result, key, value);
  }
}

function computes(node: Node): boolean {
  return typeof node.leaf === 'function' || [...node.children.values()].some(computes);
}

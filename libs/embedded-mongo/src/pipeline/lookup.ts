import { MongoFault } from '../mongo-fault';
import type { Doc } from '../values/document';
import { cloneDoc, isDoc, putPath, someAt } from '../values/document';
import type { Scope } from './expression';
import { compileExpression } from './expression';
import type { Pipelines, Source, Stage } from './stage';
import { mapping } from './stage';

const OPTIONS = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'];

/** $lookup in its three forms: by equal fields, by a pipeline with variables, and both at once. */
export function compileLookup(spec: Doc, source: Source, scope: Scope, pipelines: Pipelines): Stage {
  const unknown = Object.keys(spec).find((key) => !OPTIONS.includes(key));
  if (unknown) throw new MongoFault('FailedToParse', `unknown argument to $lookup: ${unknown}`);
  const { from, as, localField, foreignField } = spec;
  const pipeline = (spec.pipeline ?? []) as unknown[];
  if (typeof from !== 'string' || typeof as !== 'string' || !Array.isArray(pipeline)) {
    throw new MongoFault(
      'FailedToParse',
      '$lookup needs the strings from and as, and its pipeline must be an array',
    );
  }
  if ((localField === undefined) !== (foreignField === undefined) || (!localField && !('pipeline' in spec))) {
    throw new MongoFault(
      'FailedToParse',
      '$lookup requires either both localField and foreignField, or a pipeline',
    );
  }
  const variables = Object.entries(isDoc(spec.let) ? spec.let : {}).map(
    ([name, value]) => [name, compileExpression(value, scope)] as const,
  );
  // Compiled once with placeholders so that a mistake is reported even when no document comes in.
  pipelines.compile(pipeline, source, {
    ...scope,
    ...Object.fromEntries(variables.map(([name]) => [name, null])),
  });
  return mapping((doc) => {
    const inner = { ...scope, ...Object.fromEntries(variables.map(([name, value]) => [name, value(doc)])) };
    const stages: unknown[] = localField
      ? [{ $match: joined(doc, localField, foreignField) }, ...pipeline]
      : pipeline;
    const result = cloneDoc(doc);
    putPath(result, as, [...pipelines.run(from, mergeMatches(stages), source, inner)]);
    return result;
  });
}

function joined(doc: Doc, localField: unknown, foreignField: unknown): Doc {
  const values: unknown[] = [];
  someAt(doc, String(localField).split('.'), (leaf) => {
    values.push(...(Array.isArray(leaf) ? (leaf as unknown[]) : [leaf ?? null]));
    return false;
  });
  // A regular expression that was stored is a value here, not a pattern.
  const plain = values.filter((value) => !(value instanceof RegExp));
  return { [String(foreignField)]: plain.length === 1 ? { $eq: plain[0] } : { $in: plain } };
}

/** Two leading $match stages are one, so that an index can serve both conditions. */
function mergeMatches(stages: unknown[]): unknown[] {
  const [first, second, ...rest] = stages;
  if (!isDoc(first) || !isDoc(second) || !('$match' in first) || !('$match' in second)) return stages;
  return [{ $match: { $and: [first.$match, second.$match] } }, ...rest];
}

import { MongoFault, notImplemented } from '../mongo-fault';
import { compileFilter } from '../query/matcher';
import type { Doc } from '../values/document';
import { isDoc } from '../values/document';
import { parseSort, sortDocs } from '../values/order';
import type { Scope } from './expression';
import { compileExpression } from './expression';
import { compileGroup } from './group';
import { compileLookup } from './lookup';
import { compileAddFields, compileProjection } from './projection';
import type { Source, Stage } from './stage';
import { countAll, mapping } from './stage';
import { compileUnwind } from './unwind';

/** @throws Location40324 for an unknown stage, and what each stage throws for its own operand. */
export function compilePipeline(stages: readonly unknown[], source: Source, scope: Scope): Stage {
  const compiled = stages.map((stage) => compileStage(stage, source, scope));
  return (docs) => compiled.reduce((flow, stage) => stage(flow), docs);
}

/**
 * Runs a pipeline over a collection: a leading $match is answered by the collection, with its indexes.
 * The variables of `scope` are those of `let`.
 */
export function runPipeline(
  collection: string,
  stages: readonly unknown[],
  source: Source,
  scope: Scope,
): Iterable<Doc> {
  const [first, ...rest] = stages;
  const match =
    isDoc(first) && isDoc(first.$match) && Object.keys(first).length === 1 ? first.$match : undefined;
  const pipeline = compilePipeline(match ? rest : stages, source, scope);
  return pipeline(source.find(collection, match ?? {}, scope));
}

type Compile = (operand: unknown, source: Source, scope: Scope) => Stage;

function compileStage(stage: unknown, source: Source, scope: Scope): Stage {
  if (!isDoc(stage))
    throw new MongoFault('TypeMismatch', 'Each element of the pipeline array must be an object');
  const [name, ...more] = Object.keys(stage);
  if (name === undefined || more.length > 0) {
    throw new MongoFault(
      'Location40323',
      'A pipeline stage specification object must contain exactly one field.',
    );
  }
  const compile = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  if (compile) return compile(stage[name], source, scope);
  if (LEFT_OUT.includes(name)) throw notImplemented(`the pipeline stage ${name}`);
  throw new MongoFault('Location40324', `Unrecognized pipeline stage name: '${name}'`);
}

const LEFT_OUT =
  '$bucket $bucketAuto $changeStream $collStats $densify $documents $fill $geoNear $graphLookup $indexStats $merge $out $redact $sample $search $setWindowFields $unionWith'.split(
    ' ',
  );

const STAGES: Record<string, Compile> = {
  $match: (operand, _source, scope) => {
    const { test } = compileFilter(docOf('$match', operand), scope);
    return function* (docs) {
      for (const doc of docs) if (test(doc)) yield doc;
    };
  },
  $project: (operand, _source, scope) => {
    const spec = docOf('$project', operand);
    if (Object.keys(spec).length === 0)
      throw new MongoFault('Location51272', '$project specification must have at least one field');
    const project = compileProjection(spec, scope);
    return mapping(project);
  },
  $addFields: addFields,
  $set: addFields,
  $unset: (operand) => {
    const paths = [operand].flat().map((path) => [String(path), 0]);
    const project = compileProjection(Object.fromEntries(paths) as Doc);
    return mapping(project);
  },
  $replaceRoot: (operand, _source, scope) =>
    replaceWith('$replaceRoot', docOf('$replaceRoot', operand).newRoot, scope),
  $replaceWith: (operand, _source, scope) => replaceWith('$replaceWith', operand, scope),
  $group: (operand, _source, scope) => compileGroup(docOf('$group', operand), scope),
  $sortByCount: (operand, _source, scope) => {
    const group = compileGroup({ _id: operand, count: { $sum: 1 } }, scope);
    return (docs) => sortDocs(group(docs), parseSort({ count: -1 }));
  },
  $sort: (operand) => {
    const spec = docOf('$sort', operand);
    if (Object.keys(spec).length === 0)
      throw new MongoFault('Location15976', '$sort stage must have at least one sort key');
    const fields = parseSort(spec);
    return (docs) => sortDocs(docs, fields);
  },
  $limit: (operand) => {
    const limit = countOf('$limit', operand);
    if (limit === 0) throw new MongoFault('Location15958', 'the limit must be positive');
    return function* (docs) {
      let given = 0;
      for (const doc of docs) {
        yield doc;
        if (++given >= limit) return;
      }
    };
  },
  $skip: (operand) => {
    const skip = countOf('$skip', operand);
    return function* (docs) {
      let passed = 0;
      for (const doc of docs) if (++passed > skip) yield doc;
    };
  },
  $count: (operand) => {
    if (typeof operand !== 'string' || !/^[^$.]+$/.test(operand)) {
      throw new MongoFault('Location40156', 'the count field must be a non-empty string without $ and .');
    }
    return function* (docs) {
      const count = countAll(docs);
      if (count > 0) yield { [operand]: count };
    };
  },
  $unwind: (operand) => compileUnwind(operand),
  $lookup: (operand, source, scope) =>
    compileLookup(docOf('$lookup', operand), source, scope, { compile: compilePipeline, run: runPipeline }),
  $facet: (operand, source, scope) => {
    const facets = Object.entries(docOf('$facet', operand)).map(([name, stages]) => {
      if (!Array.isArray(stages)) {
        throw new MongoFault('Location40170', `arguments to $facet must be arrays, ${name} is not`);
      }
      if (stages.length === 0)
        throw new MongoFault('BadValue', 'sub-pipeline in $facet stage cannot be empty');
      return [name, compilePipeline(stages, source, scope)] as const;
    });
    return function* (docs) {
      const all = [...docs];
      yield Object.fromEntries(facets.map(([name, run]) => [name, [...run(all)]]));
    };
  },
};

function addFields(operand: unknown, _source: Source, scope: Scope): Stage {
  const add = compileAddFields(docOf('$addFields', operand), scope);
  return mapping(add);
}

function replaceWith(name: string, operand: unknown, scope: Scope): Stage {
  const expression = compileExpression(operand, scope);
  return mapping((doc) => {
    const root = expression(doc);
    if (!isDoc(root))
      throw new MongoFault('Location40228', `'newRoot' expression of ${name} must evaluate to an object`);
    return root;
  });
}

function docOf(name: string, operand: unknown): Doc {
  if (!isDoc(operand))
    throw new MongoFault('FailedToParse', `the ${name} stage specification must be an object`);
  return operand;
}

function countOf(name: string, operand: unknown): number {
  const count = Number(operand);
  if (!Number.isInteger(count) || count < 0) {
    throw new MongoFault(
      'Location5107200',
      `invalid argument to ${name} stage: Expected a non-negative number`,
    );
  }
  return count;
}

import type { Doc } from '../values/document';
import type { Scope } from './expression';

/** Gives documents one by one, as they are asked for. */
export type Stage = (docs: Iterable<Doc>) => Iterable<Doc>;

/** Where the documents of other collections come from; an index serves the filter when one can. */
export interface Source {
  find(collection: string, filter: Doc, scope: Scope): Iterable<Doc>;
}

/** What a stage needs that holds pipelines of its own. */
export interface Pipelines {
  compile(stages: readonly unknown[], source: Source, scope: Scope): Stage;
  run(collection: string, stages: readonly unknown[], source: Source, scope: Scope): Iterable<Doc>;
}

export function mapping(change: (doc: Doc) => Doc): Stage {
  return function* (docs) {
    for (const doc of docs) yield change(doc);
  };
}

export function countAll(items: Iterable<unknown>): number {
  const reading = items[Symbol.iterator]();
  let count = 0;
  while (!reading.next().done) count++;
  return count;
}

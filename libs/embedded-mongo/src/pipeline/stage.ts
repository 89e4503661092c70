import type { Doc } from '../values/document';
import type { Scope } from './expression';

export type Stage = (docs: Doc[]) => Doc[];

/** Where the documents of other collections come from; an index serves the filter when one can. */
export interface Source {
  find(collection: string, filter: Doc, scope: Scope): Doc[];
}

/** What a stage needs that holds pipelines of its own. */
export interface Pipelines {
  compile(stages: readonly unknown[], source: Source, scope: Scope): Stage;
  run(collection: string, stages: readonly unknown[], source: Source, scope: Scope): Doc[];
}

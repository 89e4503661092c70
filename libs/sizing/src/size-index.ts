import { InvariantError } from '@app/kernel';
import type { IndexSizing, IndexSpec } from './retrieval';

/** Chunks and index memory of a corpus. */
export function sizeIndex(spec: IndexSpec): IndexSizing {
  throw new InvariantError(`sizing of ${spec.workloadId} is not built yet`);
}

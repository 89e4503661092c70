import type { Doc } from '../values/document';
import { cloneDoc, getPath, putPath } from '../values/document';
import type { Test } from './matcher';

/** Which element of the array at `path` made the filter match: the first that does so on its own. */
export function matchedIndex(doc: Doc, path: string, test: Test): number | undefined {
  const list = getPath(doc, path);
  if (!Array.isArray(list)) return undefined;
  const probe = cloneDoc(doc);
  const index = list.findIndex((item) => {
    putPath(probe, path, [item]);
    return test(probe);
  });
  return index < 0 ? undefined : index;
}

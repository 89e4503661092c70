import { MongoFault } from '../mongo-fault';
import type { Doc } from '../values/document';
import { cloneDoc, getPath, isDoc, putPath } from '../values/document';
import { compileProjection } from './projection';
import type { Stage } from './stage';

const OPTIONS = ['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'];

/** $unwind: one document per element of an array; a value that is no array counts as its only element. */
export function compileUnwind(operand: unknown): Stage {
  const options = isDoc(operand) ? operand : { path: operand };
  const unknown = Object.keys(options).find((key) => !OPTIONS.includes(key));
  if (unknown) throw new MongoFault('Location28811', `unrecognized option to $unwind stage: ${unknown}`);
  if (typeof options.path !== 'string' || !/^\$[^$]/.test(options.path)) {
    throw new MongoFault('Location28818', "path option to $unwind stage should be prefixed with a '$'");
  }
  const path = options.path.slice(1);
  const index = options.includeArrayIndex as string | undefined;
  const preserve = options.preserveNullAndEmptyArrays === true;
  const without = compileProjection({ [path]: 0 });
  const at = (doc: Doc, value: unknown, position: number | null): Doc => {
    const copy = cloneDoc(doc);
    putPath(copy, path, value);
    if (index) putPath(copy, index, position);
    return copy;
  };
  return function* (docs) {
    for (const doc of docs) {
      const value = getPath(doc, path);
      if (Array.isArray(value) && value.length > 0) {
        for (const [position, item] of value.entries()) yield at(doc, item, position);
      } else if (value !== undefined && value !== null && !Array.isArray(value)) yield at(doc, value, null);
      else if (preserve) {
        const kept = Array.isArray(value) ? without(doc) : doc;
        yield index ? { ...kept, [index]: null } : kept;
      }
    }
  };
}

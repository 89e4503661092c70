import { loadCatalog } from '@app/catalog';
import { machineIndexOf, type ReadFile, readUpload, type UploadKind } from '@app/uploads';

const index = machineIndexOf(loadCatalog());

/** Bounds of archives that are quick to reach. */
export const TIGHT = { entries: 20, totalBytes: 2_000_000, ratio: 100 };

/** Reads a file as the API does, against the shipped catalog. */
export function readAs(
  kind: UploadKind,
  content: string | Uint8Array,
  fileName: string | null = null,
): ReadFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return readUpload({ kind, content: bytes, fileName, limits: TIGHT, index });
}

/** The machines that a file proposes. */
export function machinesIn({ drafts }: Pick<ReadFile, 'drafts'>): object[] {
  return drafts.map((draft) => (draft.target === 'machines' ? draft.entry : {}));
}

import { PRODUCT_VERSION } from '@app/platform';
import { sha256 } from '../manifest';
import { FACT_BASE, MANIFEST, PACK_FORMAT, README } from '../pack-layout';
import { readZip } from '../zip/read-zip';
import { checkCatalog } from './check-catalog';
import { checkDerived } from './check-derived';
import { checkFactBase, checkReport } from './check-figures';
import { checkManifest } from './check-manifest';
import { type PackDocuments, readDocuments } from './pack-documents';
import { type Alteration, MOST_ALTERATIONS, type PackVerdict } from './pack-verdict';

const LOCAL_HEADER = 'PK\u0003\u0004';
const NAME_AT = 30;

/**
 * Checks a pack without any server: the zip, the files against the manifest, the files against each other. Never
 * throws, whatever the bytes are.
 */
export function verifyPack(bytes: Uint8Array): PackVerdict {
  const stamp = { sha256: sha256(bytes), bytes: bytes.length };
  const zip = readZip(bytes);
  if (zip === null) return { ...stamp, ...verdictOn(beginsAsPack(bytes) ? [cutOff()] : null) };
  const { files } = zip;
  const isPack = files.has(MANIFEST) || files.has(FACT_BASE) || files.has(README);
  const container = zip.faults.map((fault): Alteration => ({ ...fault, pointer: null, found: 'container' }));
  if (!isPack && !beginsAsPack(bytes)) return { ...stamp, ...verdictOn(null) };
  const { documents, faults } = readDocuments(files);
  const inside = [...faults, ...contradictions(documents, files)];
  return {
    ...stamp,
    ...verdictOn([...container, ...checkManifest(files), ...inside]),
    files: files.size,
    runId: documents.factBase?.run.id ?? null,
    product: documents.software?.pack.product ?? null,
    leftOut: otherMaker(documents),
  };
}

/** Another version may derive one file from the others in another way: that is no alteration. */
function otherMaker({ software, factBase }: Partial<PackDocuments>): string | null {
  if (software === undefined || factBase === undefined) return null;
  const { product } = software.pack;
  if (product === PRODUCT_VERSION && factBase.format === PACK_FORMAT) return null;
  return `It was made by version ${product} and is checked by ${PRODUCT_VERSION}: whether evidence, decisions and frameworks follow from the other files was not checked.`;
}

/** Only a pack of which every file could be read can be held against itself as a whole. */
function contradictions(
  documents: Partial<PackDocuments>,
  files: ReadonlyMap<string, Uint8Array>,
): Alteration[] {
  const { factBase, report, input, catalogIndex, ownFiles, software } = documents;
  const checks = [
    [[factBase, input], checkFactBase],
    [[factBase, report, input], checkReport],
    [[factBase, catalogIndex, ownFiles, software], checkCatalog],
    [
      [factBase, input, documents.evidence, documents.decisions, documents.frameworks, documents.timeline],
      checkDerived,
    ],
  ] as const;
  return checks.flatMap(([needed, check]) => {
    const isLeftOut = check === checkDerived && otherMaker(documents) !== null;
    return isLeftOut || needed.includes(undefined) ? [] : check(documents as PackDocuments, files);
  });
}

function verdictOn(alterations: readonly Alteration[] | null): Omit<PackVerdict, 'sha256' | 'bytes'> {
  const found = alterations ?? [];
  return {
    state: alterations === null ? 'not-a-pack' : found.length === 0 ? 'intact' : 'altered',
    files: 0,
    runId: null,
    product: null,
    leftOut: null,
    alterations: found.slice(0, MOST_ALTERATIONS),
    omitted: Math.max(0, found.length - MOST_ALTERATIONS),
  };
}

/** The manifest is the first file of every pack, so a pack that was cut off still shows what it was. */
function beginsAsPack(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, NAME_AT + MANIFEST.length)).toString('latin1');
  return head.startsWith(LOCAL_HEADER) && head.slice(NAME_AT) === MANIFEST;
}

function cutOff(): Alteration {
  const what = 'it begins as an audit pack, but its end is cut off or damaged: nothing of it can be trusted';
  return { file: null, pointer: null, what, found: 'container' };
}

import { PRODUCT_VERSION } from '@app/platform';
import { sha256 } from '../manifest';
import { FACT_BASE, MANIFEST, PACK_FORMAT, README } from '../pack-layout';
import { readZip } from '../zip/read-zip';
import { checkCatalog } from './check-catalog';
import { checkDerived } from './check-derived';
import { checkFactBase, checkReport } from './check-figures';
import { checkLayout } from './check-layout';
import { checkManifest } from './check-manifest';
import { checkPrinted } from './check-printed';
import { isComplete, type PackDocuments, readDocuments } from './pack-documents';
import { type Alteration, MOST_ALTERATIONS, type PackVerdict } from './pack-verdict';
import { recompute } from './recompute';

const LOCAL_HEADER = 'PK\u0003\u0004';
const NAME_AT = 30;

interface Opened {
  readonly verdict: PackVerdict;
  /** What may be computed again; null where files are unreadable or another version made them. */
  readonly again: {
    readonly documents: PackDocuments;
    readonly files: ReadonlyMap<string, Uint8Array>;
  } | null;
}

/**
 * Checks a pack without any server: the zip, the files against the manifest, the files against each other. Never
 * throws, whatever the bytes are.
 */
export function verifyPack(bytes: Uint8Array): PackVerdict {
  return open(bytes).verdict;
}

/** As {@link verifyPack}, and then computes the run and prints its reports again: seconds of work. */
export async function verifyPackFully(bytes: Uint8Array): Promise<PackVerdict> {
  const { verdict, again } = open(bytes);
  if (again === null) return verdict;
  const parts = [await recompute(again.documents), await checkPrinted(again.documents, again.files)];
  // A figure of several agents is computed again by each.
  const computed = new Map(
    parts.flatMap(({ alterations }) => alterations).map((one) => [JSON.stringify(one), one]),
  );
  const found = [...verdict.alterations, ...computed.values()];
  const leftOut = parts.flatMap((part) => part.leftOut).join(' ');
  return {
    ...verdict,
    ...verdictOn(found, verdict.omitted),
    isRecomputed: true,
    leftOut: leftOut === '' ? verdict.leftOut : leftOut,
  };
}

function open(bytes: Uint8Array): Opened {
  const stamp = { sha256: sha256(bytes), bytes: bytes.length, ...NOTHING_KNOWN };
  const zip = readZip(bytes);
  if (zip === null) {
    return { verdict: { ...stamp, ...verdictOn(beginsAsPack(bytes) ? [cutOff()] : null) }, again: null };
  }
  const { files } = zip;
  const isPack = files.has(MANIFEST) || files.has(FACT_BASE) || files.has(README);
  if (!isPack && !beginsAsPack(bytes)) return { verdict: { ...stamp, ...verdictOn(null) }, again: null };
  const { documents, faults } = readDocuments(files);
  const leftOut = otherMaker(documents);
  const container = zip.faults.map((fault): Alteration => ({ ...fault, pointer: null, found: 'container' }));
  const endedAt = documents.factBase?.run.endedAt ?? documents.factBase?.run.createdAt;
  // What is wrong with the zip is said once, where it is known what.
  if (container.length === 0 && leftOut === null && endedAt !== undefined)
    container.push(...checkLayout(bytes, files, endedAt));
  const inside = [...faults, ...contradictions(documents, files)];
  const verdict = {
    ...stamp,
    ...verdictOn([...container, ...checkManifest(files), ...inside]),
    files: files.size,
    runId: documents.factBase?.run.id ?? null,
    product: documents.software?.pack.product ?? null,
    leftOut,
  };
  const isWhole = leftOut === null && isComplete(documents);
  return { verdict, again: isWhole ? { documents, files } : null };
}

/** Another version may derive one file from the others in another way: that is no alteration. */
function otherMaker({ software, factBase }: Partial<PackDocuments>): string | null {
  if (software === undefined || factBase === undefined) return null;
  const { product } = software.pack;
  if (product === PRODUCT_VERSION && factBase.format === PACK_FORMAT) return null;
  return `It was made by version ${product} and is checked by ${PRODUCT_VERSION}: how its zip is packed, and whether evidence, decisions, frameworks, joined results and README follow from the other files, was not checked, and nothing was computed again.`;
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

const NOTHING_KNOWN = { files: 0, runId: null, product: null, leftOut: null, isRecomputed: false } as const;

function verdictOn(
  alterations: readonly Alteration[] | null,
  omitted = 0,
): Pick<PackVerdict, 'state' | 'alterations' | 'omitted'> {
  const found = alterations ?? [];
  return {
    state: alterations === null ? 'not-a-pack' : found.length === 0 ? 'intact' : 'altered',
    alterations: found.slice(0, MOST_ALTERATIONS),
    omitted: omitted + Math.max(0, found.length - MOST_ALTERATIONS),
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

import { acceleratorOfLabel } from '../kubernetes/accelerator-labels';
import { linesOf, readJson } from '../json-source';
import { MachineBook } from '../machine-book';
import { listedMachine, type MachineIndex, nearestMachines } from '../machine-index';
import { ProblemList } from '../problem-list';
import { SeenList } from '../seen-list';
import type { ReadUpload, SourcePlace } from '../upload';
import { AWS_MACHINES } from './aws-machines';
import { AZURE_MACHINES } from './azure-machines';
import { GOOGLE_MACHINES } from './google-machines';
import type { ClaimReader, MachineClaim } from './machine-claim';
import { STORES } from './stores';
import {
  planResources,
  stateResources,
  type TerraformFile,
  type TerraformResource,
} from './terraform-resource';

const MACHINES: Readonly<Record<string, ClaimReader>> = {
  ...AWS_MACHINES,
  ...AZURE_MACHINES,
  ...GOOGLE_MACHINES,
};
/** They run nothing themselves: what they say is read where they are referred to. */
const TEMPLATES = /^(aws_launch_(template|configuration)|google_compute_(region_)?instance_template)$/;

/** What the machines of a plan or a state come to. Nothing is guessed: what is not said is listed as seen. */
export function readTerraform(
  kind: 'terraform-plan' | 'terraform-state',
  text: string,
  index: MachineIndex,
): ReadUpload {
  const problems = new ProblemList();
  const document = readJson(text, problems);
  if (document === undefined) return { drafts: [], seen: [], problems: problems.items };
  const file =
    kind === 'terraform-plan' ? planResources(document, problems) : stateResources(document, problems);
  if (!problems.isEmpty) return { drafts: [], seen: [], problems: problems.items };
  const lines = linesOf(text, new Set(file.resources.map(({ path }) => path)));
  const [book, seen] = [new MachineBook(), new SeenList()];
  for (const resource of file.resources) {
    const place = { line: lines.get(resource.path) ?? null, path: resource.path };
    sort(resource, file, { book, seen, index, place });
  }
  return { drafts: book.drafts(), seen: seen.items, problems: [] };
}

interface Bench {
  readonly book: MachineBook;
  readonly seen: SeenList;
  readonly index: MachineIndex;
  readonly place: SourcePlace;
}

function sort(resource: TerraformResource, file: TerraformFile, bench: Bench): void {
  const { type, address } = resource;
  const read = Object.hasOwn(MACHINES, type) ? MACHINES[type] : undefined;
  const store = Object.hasOwn(STORES, type) ? STORES[type] : undefined;
  if (read) machines(address, type, read(resource, file), bench);
  else if (store) bench.seen.add(type, `${store}; an assessment has no place for it`, bench.place);
  else if (TEMPLATES.test(type)) bench.seen.add(type, 'read where it is referred to', bench.place);
  else bench.seen.add(type, 'not read here', bench.place);
}

function machines(address: string, type: string, claim: MachineClaim, bench: Bench): void {
  const { provider, instanceType, region, count, note } = claim;
  const { seen, place } = bench;
  const because = note === null ? '' : `; ${note}`;
  if (instanceType === null)
    return seen.add(type, `${address}: its instance type is not said${because}`, place);
  const listed = listedMachine(bench.index, instanceType, provider);
  const attached = claim.attached && claim.attached.count > 0 ? claim.attached : null;
  if (listed === null && attached === null) {
    const near = nearestMachines(bench.index, instanceType, provider).join(', ');
    return seen.add(
      type,
      `the catalog does not list ${instanceType} of ${provider}; nearest: ${near}`,
      place,
    );
  }
  const attachedId = attached && acceleratorOfLabel(attached.type);
  if (attached && attachedId === null)
    return seen.add(type, `${address}: the accelerator ${attached.type} is not known by this name`, place);
  const acceleratorId = attachedId ?? listed?.acceleratorId ?? null;
  if (acceleratorId === null)
    return seen.add(type, `${instanceType} has no accelerator that the catalog knows`, place);
  if (count === null) return seen.add(type, `${address}: how many run is not said${because}`, place);
  if (count === 0) return seen.add(type, `${address}: none of them run${because}`, place);
  const which = { provider, ...(region !== null && { region }) };
  const where = region === null ? 'in a region that the file does not name' : `in ${region}`;
  if (attached && attachedId) {
    const total = count * attached.count;
    const why = `${address}: ${count} × ${attached.count} ${attached.type} at ${instanceType} ${where}${because}`;
    bench.book.add({ ...which, acceleratorId: attachedId, count: total }, why, place);
  } else {
    const why = `${address}: ${count} × ${instanceType} ${where}${because}`;
    bench.book.add(
      { ...which, instanceType: listed?.instanceType ?? instanceType, acceleratorId, count },
      why,
      place,
    );
  }
}

import { countOf, fieldOf, nameOf, valueAt } from '../loose-value';
import { MachineBook } from '../machine-book';
import { listedMachine, type MachineIndex, nearestMachines } from '../machine-index';
import { ProblemList, shown } from '../problem-list';
import { SeenList } from '../seen-list';
import type { ReadUpload } from '../upload';
import { acceleratorOfLabel } from './accelerator-labels';
import { type Manifest, manifestsOf } from './manifest-documents';
import { asksSomewhere, isShare, type PodNeeds, podNeeds } from './pod-needs';

/** Where each kind of object says how many pods it runs and what one is; 1 is what Kubernetes takes where nothing is said. */
const WORKLOADS: Readonly<
  Record<string, { readonly count: readonly string[] | null; readonly pod: readonly string[] }>
> = {
  Pod: { count: [], pod: ['spec'] },
  Deployment: { count: ['spec', 'replicas'], pod: ['spec', 'template', 'spec'] },
  StatefulSet: { count: ['spec', 'replicas'], pod: ['spec', 'template', 'spec'] },
  ReplicaSet: { count: ['spec', 'replicas'], pod: ['spec', 'template', 'spec'] },
  Job: { count: ['spec', 'parallelism'], pod: ['spec', 'template', 'spec'] },
  CronJob: {
    count: ['spec', 'jobTemplate', 'spec', 'parallelism'],
    pod: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  },
  DaemonSet: { count: null, pod: ['spec', 'template', 'spec'] },
};

/** The accelerators that manifests ask for, as machines where they name an instance type, else as accelerators. */
export function readKubernetes(
  files: ReadonlyArray<{ readonly name: string; readonly text: string }>,
  index: MachineIndex,
): ReadUpload {
  const problems = new ProblemList();
  const manifests = files.flatMap(({ name, text }) =>
    manifestsOf(text, files.length > 1 ? name : '', problems),
  );
  if (manifests.length === 0 && problems.isEmpty)
    problems.add(1, '', 'expected objects with apiVersion and kind, got none');
  const [book, seen] = [new MachineBook(), new SeenList()];
  for (const manifest of manifests) {
    const kind = nameOf(fieldOf(manifest.object, 'kind'));
    if (kind === null || nameOf(fieldOf(manifest.object, 'apiVersion')) === null) {
      const got = shown(fieldOf(manifest.object, 'kind'));
      problems.add(
        manifest.line,
        manifest.path,
        `expected an object with apiVersion and kind, got the kind ${got}`,
      );
      continue;
    }
    sort(kind, manifest, { book, seen, index });
  }
  if (!problems.isEmpty) return { drafts: [], seen: [], problems: problems.items };
  return { drafts: book.drafts(), seen: seen.items, problems: [] };
}

interface Bench {
  readonly book: MachineBook;
  readonly seen: SeenList;
  readonly index: MachineIndex;
}

function sort(kind: string, { object, line, path }: Manifest, bench: Bench): void {
  const place = { line, path };
  const known = Object.hasOwn(WORKLOADS, kind) ? WORKLOADS[kind] : undefined;
  if (!known) {
    const isDemand = asksSomewhere(object);
    return bench.seen.add(
      kind,
      isDemand ? 'it asks for accelerators, and its kind is not read here' : 'not read here',
      place,
    );
  }
  const name = `${kind} ${nameOf(valueAt(object, 'metadata', 'name')) ?? 'without a name'}`;
  const needs = podNeeds(valueAt(object, ...known.pod));
  const { accelerators, unread } = needs;
  if (unread !== null)
    return bench.seen.add(
      kind,
      `${name}: expected a whole number of ${unread.resource}, got ${shown(unread.quantity)}`,
      place,
    );
  if (accelerators === null) return bench.seen.add(kind, 'asks for no accelerator', place);
  if (isShare(accelerators.resource))
    return bench.seen.add(
      kind,
      `${name} asks for shares of an accelerator (${accelerators.resource})`,
      place,
    );
  if (known.count === null)
    return bench.seen.add(kind, `${name} runs on every node, and how many there are is not said`, place);
  const stated = known.count.length === 0 ? 1 : valueAt(object, ...known.count);
  const replicas = stated === undefined || stated === null ? 1 : countOf(stated);
  if (replicas === null)
    return bench.seen.add(kind, `${name}: expected a number of pods, got ${shown(stated)}`, place);
  if (replicas === 0) return bench.seen.add(kind, `${name} runs no pod`, place);
  const found = machinesFor(needs, accelerators, replicas, bench.index);
  if (typeof found === 'string') return bench.seen.add(kind, `${name}: ${found}`, place);
  bench.book.add(found.entry, `${name}: ${found.why}`, place);
}

/** The entry for pods of one kind, or why there is none. */
function machinesFor(
  { instanceType, model, region }: PodNeeds,
  { resource, count }: { readonly resource: string; readonly count: number },
  replicas: number,
  index: MachineIndex,
): string | { readonly entry: Parameters<MachineBook['add']>[0]; readonly why: string } {
  const asked = `${replicas} pods of ${count} ${resource}`;
  const where = region === null ? {} : { region };
  if (instanceType !== null) {
    const listed = listedMachine(index, instanceType, null);
    if (!listed)
      return `the catalog does not list ${shown(instanceType)}; nearest: ${nearestMachines(index, instanceType, null).join(', ')}`;
    if (listed.acceleratorId === null)
      return `${listed.instanceType} has no accelerator that the catalog knows`;
    const podsEach = Math.floor(listed.acceleratorCount / count);
    if (podsEach === 0)
      return `a pod asks for ${count}, and ${listed.instanceType} has ${listed.acceleratorCount}`;
    const machines = Math.ceil(replicas / podsEach);
    const { provider, acceleratorId } = listed;
    const entry = { provider, ...where, instanceType: listed.instanceType, acceleratorId, count: machines };
    return { entry, why: `${asked}, ${podsEach} on each ${listed.instanceType}, need ${machines}` };
  }
  if (model === null) return `${asked}, of a model that no node label names: say which it is`;
  const acceleratorId = acceleratorOfLabel(model.value);
  if (acceleratorId === null) return `the accelerator ${shown(model.value)} is not known by this name`;
  const provider = model.label.startsWith('cloud.google.com/') ? { provider: 'gcp' } : {};
  const entry = { ...provider, ...where, acceleratorId, count: replicas * count };
  return { entry, why: `${asked} (${model.value}) are ${replicas * count} accelerators` };
}

import { countOf, fieldOf, listOf, nameOf, valueAt } from '../loose-value';

/** What one pod asks for, and where it may run. */
export interface PodNeeds {
  /** A quantity of accelerators that is no whole number, with its resource; null where there is none. */
  readonly unread: { readonly resource: string; readonly quantity: unknown } | null;
  /** Resource name and count, as `nvidia.com/gpu` and 2; null where the pod asks for none. */
  readonly accelerators: { readonly resource: string; readonly count: number } | null;
  readonly instanceType: string | null;
  readonly region: string | null;
  /** Value of the label that names the accelerator, and the label. */
  readonly model: { readonly label: string; readonly value: string } | null;
}

/** Extended resources that are whole accelerators, by their device plugins. */
const WHOLE = [
  'nvidia.com/gpu',
  'amd.com/gpu',
  'google.com/tpu',
  'habana.ai/gaudi',
  'aws.amazon.com/neuron',
] as const;
const PART = /^nvidia\.com\/(mig-|gpu\.shared$)/;
const INSTANCE_TYPE = ['node.kubernetes.io/instance-type', 'beta.kubernetes.io/instance-type'];
const REGION = ['topology.kubernetes.io/region', 'failure-domain.beta.kubernetes.io/region'];
const MODEL = ['cloud.google.com/gke-accelerator', 'nvidia.com/gpu.product'];

/** Reads the spec of a pod. https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/ */
export function podNeeds(spec: unknown): PodNeeds {
  const label = labelsOf(spec);
  const first = (names: readonly string[]) => names.find((name) => label.has(name));
  const [model, type, region] = [first(MODEL), first(INSTANCE_TYPE), first(REGION)];
  return {
    ...acceleratorsOf(spec),
    instanceType: type === undefined ? null : (label.get(type) ?? null),
    region: region === undefined ? null : (label.get(region) ?? null),
    model: model === undefined ? null : { label: model, value: label.get(model) ?? '' },
  };
}

/** Limits stand for requests of these resources: Kubernetes wants both the same. */
function acceleratorsOf(spec: unknown): Pick<PodNeeds, 'accelerators' | 'unread'> {
  const sums = new Map<string, number>();
  let unread: PodNeeds['unread'] = null;
  for (const container of containersOf(spec)) {
    const resources = fieldOf(container, 'resources');
    const asked = fieldOf(resources, 'limits') ?? fieldOf(resources, 'requests');
    if (typeof asked !== 'object' || asked === null) continue;
    for (const [name, quantity] of Object.entries(asked)) {
      if (!(WHOLE as readonly string[]).includes(name) && !PART.test(name)) continue;
      const count = quantityOf(quantity);
      if (count === null) unread = { resource: name, quantity };
      else if (count > 0) sums.set(name, (sums.get(name) ?? 0) + count);
    }
  }
  const [only] = sums;
  const accelerators = only && sums.size === 1 ? { resource: only[0], count: only[1] } : mixed(sums);
  return { accelerators, unread };
}

/** Those that run as long as the pod does: sidecars are written among the containers that come first. */
function containersOf(spec: unknown): readonly unknown[] {
  const sidecars = listOf(fieldOf(spec, 'initContainers')).filter(
    (one) => fieldOf(one, 'restartPolicy') === 'Always',
  );
  return [...listOf(fieldOf(spec, 'containers')), ...sidecars];
}

/** Whether a pod, or anything that makes pods somewhere within, asks for accelerators. */
export function asksSomewhere(value: unknown, levels = 20): boolean {
  if (typeof value !== 'object' || value === null || levels === 0) return false;
  const asked = fieldOf(value, 'limits') ?? fieldOf(value, 'requests');
  const names = typeof asked === 'object' && asked !== null ? Object.keys(asked) : [];
  return (
    names.some((name) => (WHOLE as readonly string[]).includes(name) || PART.test(name)) ||
    Object.values(value).some((inner) => asksSomewhere(inner, levels - 1))
  );
}

/** Whether a resource is a share of an accelerator and not one. */
export function isShare(resource: string): boolean {
  return PART.test(resource);
}

function mixed(sums: ReadonlyMap<string, number>): PodNeeds['accelerators'] {
  if (sums.size === 0) return null;
  const count = [...sums.values()].reduce((sum, one) => sum + one, 0);
  return { resource: [...sums.keys()].join(' and '), count };
}

/** A whole number, as a number or as a text: extended resources have no parts. */
function quantityOf(quantity: unknown): number | null {
  const number = typeof quantity === 'string' && /^\d{1,6}$/.test(quantity) ? Number(quantity) : quantity;
  return countOf(number);
}

/** Labels that a node must have: the selector, and terms of required affinity that leave one value. */
function labelsOf(spec: unknown): Map<string, string> {
  const labels = new Map<string, string>();
  const selector = fieldOf(spec, 'nodeSelector');
  if (typeof selector === 'object' && selector !== null) {
    for (const [name, value] of Object.entries(selector)) {
      const text = nameOf(value);
      if (text !== null) labels.set(name, text);
    }
  }
  const required = valueAt(
    spec,
    'affinity',
    'nodeAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
  );
  const terms = listOf(fieldOf(required, 'nodeSelectorTerms'));
  // Terms are alternatives: only where there is one must a node have what it says.
  for (const expression of terms.length === 1 ? listOf(fieldOf(terms[0], 'matchExpressions')) : []) {
    const [name, values] = [nameOf(fieldOf(expression, 'key')), listOf(fieldOf(expression, 'values'))];
    const value = values.length === 1 ? nameOf(values[0]) : null;
    if (fieldOf(expression, 'operator') === 'In' && name !== null && value !== null) labels.set(name, value);
  }
  return labels;
}

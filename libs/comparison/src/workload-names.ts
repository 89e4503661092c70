/** Puts the ids of workloads in place of their names, so that another name makes no other text. */
export function workloadNames(input: unknown): (text: string) => string {
  const list = (input as { readonly workloads?: unknown } | null | undefined)?.workloads;
  const named = (Array.isArray(list) ? list : []).flatMap((one: unknown) => {
    const { id, name } = (one ?? {}) as { readonly id?: unknown; readonly name?: unknown };
    return typeof id === 'string' && typeof name === 'string' && name !== '' ? [{ id, name }] : [];
  });
  // The longest first: one name may be the beginning of another.
  const inOrder = named.sort((a, b) => b.name.length - a.name.length);
  return (text) => inOrder.reduce((made, { id, name }) => made.replaceAll(name, `{${id}}`), text);
}

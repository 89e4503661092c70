/** Whether a filter lets a text pass: it is not set, or says the same whatever the case. */
export function sameText(text: string | null, filter: string | undefined): boolean {
  return filter === undefined || text?.toLowerCase() === filter.toLowerCase();
}

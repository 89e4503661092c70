import type { SeenThing, SourcePlace } from './upload';

const MOST_SEEN = 200;

/** Collects what was seen and not proposed: each once, alike ones counted. */
export class SeenList {
  private readonly found = new Map<string, SeenThing>();
  private left = 0;

  add(what: string, detail: string, place: SourcePlace, count = 1): void {
    const key = JSON.stringify([what, detail]);
    const known = this.found.get(key);
    if (known) this.found.set(key, { ...known, count: known.count + count });
    else if (this.found.size < MOST_SEEN) this.found.set(key, { what, count, detail, ...place });
    else this.left += count;
  }

  get items(): SeenThing[] {
    const rest: SeenThing = {
      what: 'more',
      count: this.left,
      detail: `only the first ${MOST_SEEN} are listed`,
      line: null,
      path: '',
    };
    return [...this.found.values(), ...(this.left > 0 ? [rest] : [])];
  }
}

import { ApartFields } from './apart-fields';

describe('ApartFields', () => {
  it('reads again only what it let go: the longest unused, when there are too many bytes', () => {
    const loads: number[] = [];
    const fields = new ApartFields((row) => {
      loads.push(row);
      return new Uint8Array(40);
    }, 100);
    for (const row of [1, 2, 1, 3, 1, 2]) expect(fields.read(row)).toHaveLength(40);
    expect(loads).toEqual([1, 2, 3, 2]);
    expect(fields.heldBytes).toBe(80);
  });

  it('lets go of what is too large alone, and of what changed', () => {
    const fields = new ApartFields(() => new Uint8Array(101), 100);
    fields.read(1);
    expect(fields.heldBytes).toBe(0);
    fields.hold(1, new Uint8Array(60));
    fields.hold(1, new Uint8Array(30));
    expect(fields.heldBytes).toBe(30);
    fields.forget(1);
    fields.forget(1);
    expect(fields.heldBytes).toBe(0);
  });
});

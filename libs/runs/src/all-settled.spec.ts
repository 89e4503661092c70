import { allSettled } from './all-settled';

describe('allSettled', () => {
  it('gives what all came to, in order', async () => {
    expect(await allSettled(Promise.resolve(1), Promise.resolve('two'))).toEqual([1, 'two']);
  });

  it('rejects with the first failure as they are given, once nothing is under way any more', async () => {
    const slow = Promise.withResolvers<never>();
    const open = Promise.withResolvers<string>();
    let isOver = false;
    const all = allSettled(slow.promise, Promise.reject(new Error('second')), open.promise).finally(
      () => (isOver = true),
    );
    slow.reject(new Error('first'));
    await new Promise(setImmediate);
    expect(isOver).toBe(false);
    open.resolve('done');
    await expect(all).rejects.toThrow('first');
  });
});

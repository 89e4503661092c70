import { CallSlots } from './call-slots';

const { signal: never } = new AbortController();

/** Lets everything happen that waits for nothing else. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

describe('the slots for calls', () => {
  it('lets no more in than there are, and the next one when one leaves', async () => {
    const slots = new CallSlots(2);
    const inside: string[] = [];
    const enter = (name: string): Promise<() => void> =>
      slots.take(never).then((leave) => {
        inside.push(name);
        return leave;
      });
    const [leaveA] = await Promise.all([enter('a'), enter('b')]);
    void enter('c');
    void enter('d');
    await settle();
    expect(inside).toEqual(['a', 'b']);

    leaveA();
    await settle();
    expect(inside).toEqual(['a', 'b', 'c']);
  });

  it('counts a slot that is given back twice once', async () => {
    const slots = new CallSlots(1);
    const leave = await slots.take(never);
    leave();
    leave();
    await slots.take(never);
    let second = false;
    void slots.take(never).then(() => (second = true));
    await settle();
    expect(second).toBe(false);
  });

  it('lets one go that no longer wants to wait, and keeps its place for the others', async () => {
    const slots = new CallSlots(1);
    const leave = await slots.take(never);
    const impatient = new AbortController();
    const gaveUp = slots.take(impatient.signal);
    const patient = slots.take(never);
    impatient.abort(new Error('changed its mind'));
    await expect(gaveUp).rejects.toThrow('changed its mind');
    leave();
    await expect(patient).resolves.toBeInstanceOf(Function);
  });

  it('loses no slot to one that gives up at the moment in which it is handed over', async () => {
    const slots = new CallSlots(1);
    const leave = await slots.take(never);
    const torn = new AbortController();
    const handedOver = slots.take(torn.signal);
    leave();
    torn.abort(new Error('too late'));
    // Whether it gets the slot or not: afterwards there is one for the next.
    await handedOver.then(
      (give) => give(),
      () => undefined,
    );
    let next = false;
    void slots.take(never).then(() => (next = true));
    await settle();
    expect(next).toBe(true);
  });

  it('refuses one that has given up before', async () => {
    const slots = new CallSlots(1);
    await expect(slots.take(AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
    await expect(slots.take(never)).resolves.toBeInstanceOf(Function);
  });
});

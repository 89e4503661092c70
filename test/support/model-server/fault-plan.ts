import { NO_FAULTS, type Behaviour, type Fault } from './behaviour';

const DRAWN: readonly Fault[] = [{ status: 500 }, { status: 429, retryAfterSeconds: 1 }, 'drop'];

/** Decides the fault of each call, in the order of their arrival: the same seed gives the same sequence. */
export class FaultPlan {
  private behaviour: Behaviour = NO_FAULTS;
  private script: Fault[] = [];
  private draw = seeded(NO_FAULTS.seed);

  get current(): Behaviour {
    return { ...this.behaviour, script: [...this.script] };
  }

  /** Changes what is named and leaves the rest; a seed, though the same, starts its sequence anew. */
  change(behaviour: Partial<Behaviour>): void {
    this.behaviour = { ...this.behaviour, ...behaviour };
    if (behaviour.script) this.script = [...behaviour.script];
    if (behaviour.seed !== undefined) this.draw = seeded(behaviour.seed);
  }

  /** The fault of the call that has arrived. */
  next(agent: string | null): Fault {
    if (agent !== null && this.behaviour.failAgents.includes(agent)) return { status: 500 };
    const scripted = this.script.shift();
    if (scripted !== undefined) return scripted;
    if (this.behaviour.fault !== 'ok') return this.behaviour.fault;
    if (this.behaviour.failureRate === 0 || this.draw() >= this.behaviour.failureRate) return 'ok';
    return DRAWN[Math.floor(this.draw() * DRAWN.length)]!;
  }
}

/** Numbers from 0 up to 1 that look random and are the same for the same seed (a Weyl sequence, well mixed). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}

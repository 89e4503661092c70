import { faultName, parseBehaviour, parseFault } from './behaviour';
import { FaultPlan } from './fault-plan';

function drawn(seed: number, count: number): string[] {
  const plan = new FaultPlan();
  plan.change({ seed, failureRate: 0.2 });
  return Array.from({ length: count }, () => faultName(plan.next(null)));
}

describe('FaultPlan', () => {
  it('draws the same failures for the same seed, and others for another', () => {
    expect(drawn(7, 200)).toEqual(drawn(7, 200));
    expect(drawn(7, 200)).not.toEqual(drawn(8, 200));
  });

  it('fails about the share that was asked for, in all three ways', () => {
    const faults = drawn(1, 5000).filter((fault) => fault !== 'ok');
    expect(faults.length / 5000).toBeGreaterThan(0.17);
    expect(faults.length / 5000).toBeLessThan(0.23);
    expect(new Set(faults)).toEqual(new Set(['status-500', 'status-429', 'drop']));
  });

  it('follows the script first, then the fault of every call', () => {
    const plan = new FaultPlan();
    plan.change({ fault: 'prose', script: ['hang', 'ok'] });
    expect([plan.next(null), plan.next(null), plan.next(null)]).toEqual(['hang', 'ok', 'prose']);
  });

  it('always fails the agents it was told to, and keeps the script for the others', () => {
    const plan = new FaultPlan();
    plan.change({ failAgents: ['cto'], script: ['empty'] });
    expect([plan.next('cto'), plan.next('dpo'), plan.next('cto'), plan.next('dpo')]).toEqual([
      { status: 500 },
      'empty',
      { status: 500 },
      'ok',
    ]);
  });
});

describe('parseBehaviour', () => {
  it('says what was expected of what it does not know', () => {
    expect(() => parseBehaviour({ latency: 3 })).toThrow('Unrecognized key: "latency"');
    expect(() => parseBehaviour({ failureRate: 2 })).toThrow('failureRate');
    expect(() => parseBehaviour({ fault: 'explode' })).toThrow('wrong-shape');
  });

  it('reads faults as the command line gives them', () => {
    expect(['hang', '503', '429:2', '429'].map(parseFault)).toEqual([
      'hang',
      { status: 503 },
      { status: 429, retryAfterSeconds: 2 },
      { status: 429 },
    ]);
    expect(() => parseFault('418')).toThrow('A fault is one of');
  });
});

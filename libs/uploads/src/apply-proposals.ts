import type { AssessmentInput } from '@app/assessments';
import { InvariantError } from '@app/kernel';
import type { Proposal } from './proposal';

type Branch = Record<string, unknown>;

/** The input with what was chosen in it; the one given stays as it is. */
export function withProposals(input: AssessmentInput, proposals: readonly Proposal[]): AssessmentInput {
  const next = structuredClone(input) as unknown as Branch;
  for (const { pointer, to } of proposals) put(next, pointer.slice(1).split('/').map(unescaped), to);
  return next as unknown as AssessmentInput;
}

/** Puts a value where a pointer of ours leads; lists that are not there yet are made. */
function put(root: Branch, names: readonly string[], value: unknown): void {
  let branch: unknown = root;
  for (const [depth, name] of names.entries()) {
    const isLast = depth === names.length - 1;
    if (Array.isArray(branch)) {
      if (isLast && name === '-') branch.push(value);
      else branch = branch[Number(name)];
    } else if (typeof branch === 'object' && branch !== null && !UNSAFE.has(name)) {
      const own = branch as Branch;
      if (isLast) own[name] = value;
      else {
        if (!Object.hasOwn(own, name)) own[name] = names[depth + 1] === '-' ? [] : {};
        branch = own[name];
      }
    } else throw new InvariantError(`a proposal points at ${names.join('/')}, which is no place of an input`);
  }
}

const UNSAFE = new Set(['__proto__', 'constructor', 'prototype']);

function unescaped(name: string): string {
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}

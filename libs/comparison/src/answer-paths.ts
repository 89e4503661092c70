import { jsonPointer } from '@app/kernel';
import type { ComparedRun } from './compared-run';
import { idsOf, valueChanges, type FieldChange } from './value-changes';

const ANSWER_PREFIX = 'input:';

/** The pointer of an answer that a figure is computed from, or null where the input of a figure is another figure. */
export function answerPointer(inputId: string): string | null {
  return inputId.startsWith(ANSWER_PREFIX) ? inputId.slice(ANSWER_PREFIX.length) : null;
}

/** The answers of one run by paths that both runs share: entries of lists that have ids are named by these. */
export class AnswerPaths {
  private readonly known = new Map<string, string>();

  constructor(private readonly run: ComparedRun) {}

  /** `/workloads/0/traffic` as `/workloads/chat/traffic`; as it is where the input is not at hand. */
  pathOf(pointer: string): string {
    let path = this.known.get(pointer);
    if (path === undefined) {
      path = this.run.facts === null ? pointer : byIds(this.run.facts.input, pointer);
      this.known.set(pointer, path);
    }
    return path;
  }

  /** An input of a figure so that it is the same text for the same answer in both runs. */
  sharedId(inputId: string): string {
    const pointer = answerPointer(inputId);
    return pointer === null ? inputId : `${ANSWER_PREFIX}${this.pathOf(pointer)}`;
  }

  /** The value of an answer as far as it is known; undefined otherwise. */
  valueOf(pointer: string): unknown {
    return this.run.document.answers[`${ANSWER_PREFIX}${pointer}`];
  }
}

/** What the two inputs say differently; of reports alone, what the answers that both cite say differently. */
export function answerChanges(from: ComparedRun, to: ComparedRun): FieldChange[] {
  if (from.facts && to.facts) return valueChanges(from.facts.input, to.facts.input);
  const changes = new Map<string, FieldChange>();
  for (const [id, before] of Object.entries(from.document.answers)) {
    const pointer = answerPointer(id);
    if (pointer === null || !Object.hasOwn(to.document.answers, id)) continue;
    const place = segmentsOf(pointer);
    const at = { from: place, to: place, path: place };
    for (const change of valueChanges(before, to.document.answers[id], at)) changes.set(change.path, change);
  }
  return [...changes.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether one path names the other's place, a part of it, or what it is a part of. */
export function concerns(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}/`) || other.startsWith(`${path}/`);
}

function byIds(input: unknown, pointer: string): string {
  let value = input;
  const path = segmentsOf(pointer).map((segment) => {
    const inner: unknown = Array.isArray(value) ? value[Number(segment)] : childOf(value, segment);
    const isNamed = Array.isArray(value) && idsOf(value) !== null;
    value = inner;
    return isNamed ? ((childOf(inner, 'id') as string | undefined) ?? segment) : segment;
  });
  return jsonPointer(path);
}

function childOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function segmentsOf(pointer: string): string[] {
  if (pointer === '') return [];
  const parts = pointer.slice(1).split('/');
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** A line that must be refused, where, and a part of the message that refuses it. */
type Offence = readonly [path: string, code: string, message: string];

const LIB = 'libs/runs/src/run.ts';
const SERVICE = 'libs/runs/src/runs.service.ts';
const ENGINE = 'libs/catalog/src/nearest-ids.ts';
const SPEC = 'test/architecture/lint-rules.arch-spec.ts';

const OFFENCES: Offence[] = [
  [LIB, 'export const x = process.env.HOME;', 'Only libs/platform reads the environment'],
  [LIB, 'import { env } from "node:process"; export const x = env.HOME;', 'Use the global `process`'],
  [LIB, 'export function f(): void { throw new Error("no"); }', 'Use AppError or InvariantError'],
  [
    LIB,
    'import { NotFoundException } from "@nestjs/common"; export const x = NotFoundException;',
    'know no HTTP',
  ],
  [LIB, 'import { forwardRef } from "@nestjs/common"; export const x = forwardRef;', 'forwardRef'],
  [LIB, 'import { Global } from "@nestjs/common"; export const x = Global;', 'platform module is global'],
  [LIB, 'import { REQUEST } from "@nestjs/core"; export const x = REQUEST;', 'No request-scoped providers'],
  [
    LIB,
    'import { Scope } from "@nestjs/common"; export const x = Scope.REQUEST;',
    'No request-scoped providers',
  ],
  [LIB, 'export default 1;', 'Export by name'],
  [LIB, 'export * from "./run-state";', 'Only the index'],
  [LIB, 'console.log(1);', 'Unexpected console'],
  [LIB, '// TODO: later', "Unexpected 'todo' comment"],
  [LIB, 'export const x: any = 1;', 'Unexpected any'],
  [LIB, 'export const x = (JSON.parse("1") as number[])[0]!;', 'non-null assertion'],
  [LIB, 'void 0; // eslint-disable-line\nexport const x: any = 1;', 'Unexpected any'],
  [LIB, '// @ts-ignore\nexport const x = 1;', 'instead of "@ts-ignore"'],
  [LIB, 'async function g(): Promise<void> {}\ng();', 'Promises must be awaited'],
  [LIB, 'async function h(): Promise<void> {}\n[1].forEach(h);', 'Promise returned in function argument'],
  [
    LIB,
    'export function f(x: "a" | "b"): void { switch (x) { case "a": return; } }',
    'Cases not matched: "b"',
  ],
  [LIB, 'import { RunState } from "./run-state"; export type X = RunState;', 'only used as types'],
  [LIB, 'export class X { constructor(a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1) {} }', 'too many parameters'],
  [LIB, `export function f(): void {\n${'f();\n'.repeat(60)}}`, 'too many lines'],
  [SERVICE, 'export class A {}\nexport class B {}', 'One exported class a file'],
  [ENGINE, 'export const x = Date.now();', 'take the as-of date'],
  [ENGINE, 'export const x = new Date();', 'take the as-of date'],
  [ENGINE, 'export const x = Math.random();', 'draw from the seed'],
  [SPEC, 'it.only("x", () => expect(1).toBe(1));', 'Every test runs'],
  [SPEC, 'describe.skip("x", () => undefined);', 'Every test runs'],
  [SPEC, 'xit("x", () => undefined);', 'Every test runs'],
  [SPEC, 'expect(1).toMatchSnapshot();', 'Assert what matters'],
  [SPEC, 'export const x = new Promise((done) => setTimeout(done, 5));', 'Tests do not sleep'],
];

/** A file that is too long anyway, because every offence in one path is linted as one text. */
const TOO_LONG: Offence = [LIB, 'export {};\n'.repeat(250), 'File has too many lines'];

interface Report {
  readonly message: string;
  readonly line: number;
}

/** Lints each text as if it were the file at its path; one process, because the types are loaded once. */
const LINTER = `
  import { ESLint } from 'eslint';
  const eslint = new ESLint();
  const answers = [];
  for (const [filePath, text] of JSON.parse(process.argv[1])) {
    answers.push((await eslint.lintText(text, { filePath }))[0].messages);
  }
  process.stdout.write(JSON.stringify(answers));
`;

/** What is reported about each offence: the messages about the lines that it takes in its text. */
function messagesByOffence(offences: readonly Offence[]): Map<Offence, string[]> {
  const paths = [...new Set(offences.map(([path]) => path))];
  const inPath = (path: string): Offence[] => offences.filter((offence) => offence[0] === path);
  const texts = paths.map((path) => [
    path,
    inPath(path)
      .map(([, code]) => code)
      .join('\n'),
  ]);
  const options = ['--input-type=module', '--eval', LINTER, JSON.stringify(texts)];
  const output = execFileSync(process.execPath, options, { cwd: ROOT, encoding: 'utf8' });
  const reports = JSON.parse(output) as Report[][];
  const messages = new Map<Offence, string[]>();
  paths.forEach((path, index) => {
    let from = 1;
    for (const offence of inPath(path)) {
      const to = from + offence[1].split('\n').length;
      const about = reports[index]!.filter(({ line }) => line >= from && line < to);
      messages.set(
        offence,
        about.map(({ message }) => message),
      );
      from = to;
    }
  });
  return messages;
}

describe('the lint rules', () => {
  const all = [...OFFENCES, TOO_LONG];
  let messages: Map<Offence, string[]>;

  beforeAll(() => {
    messages = messagesByOffence(all);
  });

  it.each(all.map((offence) => ({ offence, path: offence[0], message: offence[2] })))(
    'say "$message" in $path',
    ({ offence, message }) => {
      expect(messages.get(offence)).toEqual(expect.arrayContaining([expect.stringContaining(message)]));
    },
  );
});

import { AppError, InvariantError } from '@app/kernel';
import { LineCounter, parseDocument } from 'yaml';
import { unreachable } from './api/api.errors';
import { refused } from './api/api.errors';
import { EXIT } from './exit-code';
import { exitCodeOf, failureLines } from './failure';
import type { InputFile } from './input/input-file';
import { PointerMap } from './input/pointer-map';

function aFile(text: string): InputFile {
  const lines = new LineCounter();
  const pointers = new PointerMap(parseDocument(text, { lineCounter: lines }), lines);
  return { path: 'support.yaml', text, contentType: 'application/yaml', pointers };
}

describe('failureLines', () => {
  it('shows each wrong field with its line in the file', () => {
    const error = refused(
      400,
      {
        code: 'request.invalid',
        title: 'The request is not valid',
        detail: 'Two fields did not fit.',
        errors: [
          { pointer: '/workloads/0/traffic/peakFactor', detail: 'expected a number from 1 to 1000, got 0' },
          { pointer: '/workloads/0/slo', detail: 'expected an object, got nothing' },
        ],
      },
      'storing the assessment',
    );
    const text = 'name: x\nworkloads:\n  - kind: rag\n    traffic:\n      peakFactor: 0\n';
    expect(failureLines(error, aFile(text))).toEqual([
      'support.yaml has 2 mistakes:',
      '  support.yaml:5:7  /workloads/0/traffic/peakFactor',
      '      expected a number from 1 to 1000, got 0',
      '  support.yaml:3:5  /workloads/0/slo',
      '      expected an object, got nothing',
    ]);
  });

  it('says that something unexpected is a defect, without its stack', () => {
    const lines = failureLines(new TypeError('x is not a function'));
    expect(lines).toEqual(['Unexpected: x is not a function', expect.stringContaining('--verbose')]);
  });

  it('says that an answer is not of an API of ours', () => {
    expect(failureLines(refused(404, '<html>', 'reading the run'))[0]).toContain(
      'not in the words of an Infra Mind API',
    );
  });

  it.each([
    ['connection refused', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
    ['HTTP clients refuse to use this port', new Error('bad port')],
    ['self-signed certificate', Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO' })],
    ['ENEW', Object.assign(new Error(), { code: 'ENEW' })],
    ['fetch failed', undefined],
  ])('gives the reason for a server that does not answer: %s', (reason, cause) => {
    const error = unreachable('http://127.0.0.1:1', new TypeError('fetch failed', { cause }));
    expect(failureLines(error)[0]).toContain(`http://127.0.0.1:1 does not answer (${reason}).`);
  });

  it('keeps what the API says on its line and off the terminal controls', () => {
    const errors = [{ pointer: '/na\u001bme', detail: 'got \u001b[2J\nCompleted' }];
    const error = refused(400, { code: 'x', detail: 'No\nYes', errors }, 'storing the assessment');
    expect(failureLines(error)).toEqual(['No Yes', '  /na␛me', '      got ␛[2J Completed']);
  });
});

describe('exitCodeOf', () => {
  it.each([
    [EXIT.badInput, 'invalid', 'request.invalid'],
    [EXIT.badInput, 'too-large', 'request.too-large'],
    [EXIT.badInput, 'not-found', 'run.not-found'],
    [EXIT.failed, 'unavailable', 'server.unreachable'],
    [EXIT.failed, 'invalid', 'stack.invalid-setting'],
    [EXIT.failed, 'precondition-failed', 'redis.missing'],
  ] as const)('is %i for %s (%s)', (exit, kind, code) => {
    expect(exitCodeOf(new AppError({ kind, code, message: 'x' }))).toBe(exit);
  });

  it('is 1 for a defect', () => {
    expect(exitCodeOf(new InvariantError('x'))).toBe(EXIT.failed);
    expect(exitCodeOf(new TypeError('x'))).toBe(EXIT.failed);
  });
});

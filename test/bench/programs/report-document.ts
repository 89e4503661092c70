// Lets the real agents assess an example and writes the document of its report to a file.
import type { AssessmentInput } from '@app/assessments';
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { assessed } from '../../support/assessed-example';
import { answerQuestions } from './answers';

export interface DocumentWish {
  /** Path of an example. */
  readonly file: string;
  /** Where the document goes, as JSON. */
  readonly out: string;
}

async function write({ file, out }: DocumentWish): Promise<{ readonly bytes: number }> {
  const input = parse(readFileSync(file, 'utf8')) as AssessmentInput;
  const content = JSON.stringify(await assessed(input));
  writeFileSync(out, JSON.stringify({ input, content }));
  return { bytes: Buffer.byteLength(content) };
}

answerQuestions({ write });

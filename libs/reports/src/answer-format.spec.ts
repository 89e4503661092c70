import { printAnswer } from './answer-format';

describe('printAnswer', () => {
  it.each([
    ['llama-3.3-70b', 'llama-3.3-70b'],
    [48_000, '48,000'],
    [0.0425, '0.0425'],
    [true, 'yes'],
    [false, 'no'],
    [['aws', 'gcp'], 'aws, gcp'],
    [[], 'none'],
    [null, 'none'],
    [{ p50: 2_600, p95: 5_200 }, 'p50: 2,600, p95: 5,200'],
  ])('prints %j as %s: as given, on one line', (answer, text) => expect(printAnswer(answer)).toBe(text));
});

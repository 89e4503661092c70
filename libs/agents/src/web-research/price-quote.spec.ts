import { type PriceSubject, priceQuote } from './price-quote';

const MACHINE: PriceSubject = { names: ['p5.48xlarge'], per: 'hour' };
const INPUT: PriceSubject = { names: ['GPT-5 mini', 'gpt-5-mini'], per: 'input' };
const OUTPUT: PriceSubject = { ...INPUT, per: 'output' };

describe('a price read off a page', () => {
  it.each<readonly [string, PriceSubject, number]>([
    ['The p5.48xlarge costs $55.04 per hour on demand.', MACHINE, 55.04],
    ['p5.48xlarge | 192 vCPU | US$ 1,055.04/hr', MACHINE, 1055.04],
    ['p4d.24xlarge $21.95 per hour. p5.48xlarge $55.04 per hour.', MACHINE, 55.04],
    ['GPT-5 mini: $0.25 per 1M input tokens, $2.00 per 1M output tokens', INPUT, 0.25],
    ['GPT-5 mini: $0.25 per 1M input tokens, $2.00 per 1M output tokens', OUTPUT, 2],
    ['gpt-5-mini Input: $0.25 / 1M tokens Output: $2 / 1M tokens', OUTPUT, 2],
    ['gpt-5-mini $0.25 / 1M tokens (input)', INPUT, 0.25],
  ])('of %p', (text, subject, usd) => expect(priceQuote(text, subject)?.usd).toBe(usd));

  it.each<readonly [string, string, PriceSubject]>([
    ['no price', 'The p5.48xlarge has eight accelerators.', MACHINE],
    ['no name', 'It costs $55.04 per hour.', MACHINE],
    ['another machine', 'p5.48xlarge-lite costs $5 per hour.', MACHINE],
    ['another unit', 'p5.48xlarge costs $40,000 per month.', MACHINE],
    ['a price of one accelerator', 'p5.48xlarge: $6.88 per GPU hour', MACHINE],
    ['another currency', 'p5.48xlarge costs €50 per hour.', MACHINE],
    ['a comma that may be a point', 'p5.48xlarge costs $55,04 per hour.', MACHINE],
    ['a price far away', `p5.48xlarge ${'and so on '.repeat(40)} $55.04 per hour`, MACHINE],
    ['a newer version', 'GPT-5 mini.1: $0.25 per 1M input tokens', INPUT],
    ['a longer name', 'GPT-5 mini high: $9 per 1M input tokens', { ...INPUT, longer: ['GPT-5 mini high'] }],
    ['nothing free', 'p5.48xlarge costs $0 per hour.', MACHINE],
    ['the other side', 'GPT-5 mini: $2.00 per 1M output tokens', INPUT],
  ])('is none where there is %s', (_what, text, subject) => expect(priceQuote(text, subject)).toBeNull());

  it.each(['$1', '$1 per hour ', 'p5.48xlarge ', '$ ', '$1,111'])('stays quick on a page of %p', (piece) => {
    const text = `p5.48xlarge ${piece.repeat(100_000 / piece.length)}`;
    expect(() => priceQuote(text, MACHINE)).not.toThrow();
  });
});

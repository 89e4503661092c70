/** What a price on a page has to be of to count: the names of the thing, and what it is charged by. */
export interface PriceSubject {
  readonly names: readonly string[];
  /** Names of other things in which one of these stands: `gpt-5 mini` where `gpt-5` is meant. */
  readonly longer?: readonly string[];
  readonly per: 'hour' | 'input' | 'output';
}

/** A price that a page states of a subject. */
export interface PriceQuote {
  /** US dollars an hour, or per 10^6 tokens. */
  readonly usd: number;
  /** The words it was read from. */
  readonly words: string;
}

const AMOUNT = String.raw`(?:US\s?)?\$\s?(\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d{1,6}(?:\.\d{1,6})?)(?![\d,.]*\d)`;
const MILLION = String.raw`(?:1\s?M|1\s?million|a?\s?million|M|MTok|1,000,000)`;
const PATTERNS: Readonly<Record<PriceSubject['per'], readonly RegExp[]>> = {
  // A price of one accelerator is not the price of the machine around it.
  hour: [new RegExp(`${AMOUNT}\\s*(?:USD\\s*)?(?:/|per|an|a)\\s*(?:hours?|hrs?|h)\\b`, 'gi')],
  input: sides('input|prompt'),
  output: sides('output|completion'),
};

/** `$0.25 per 1M input tokens`, `$0.25 / 1M tokens (input)`, `Input: $0.25 / 1M tokens`. */
function sides(words: string): readonly RegExp[] {
  const per = `\\s*(?:USD\\s*)?(?:/|per)\\s*${MILLION}`;
  return [
    new RegExp(`${AMOUNT}${per}\\s+(?:${words})(?:\\s+tokens?)?\\b`, 'gi'),
    new RegExp(`${AMOUNT}${per}(?:\\s+tokens?)?\\s*\\((?:${words})\\)`, 'gi'),
    new RegExp(
      `\\b(?:${words})(?:\\s+(?:tokens?|price))?\\s*[:=]?\\s*${AMOUNT}(?:${per})(?:\\s+tokens?)?`,
      'gi',
    ),
  ];
}

/** How far from its name a price may stand: a sentence or a row of a table. */
const NEAR = 160;
/** Names and prices of a page that are looked at: a page of nothing else costs no more. */
const MOST_PLACES = 40;

/**
 * The price that a text states next to a name of the subject, the nearest where it states several; null where none is
 * stated in US dollars and in the unit asked for, or where another price of the unit is as near.
 */
export function priceQuote(text: string, subject: PriceSubject): PriceQuote | null {
  const others = (subject.longer ?? []).flatMap((name) => placesOf(text, name));
  const places = subject.names
    .flatMap((name) => placesOf(text, name))
    .filter(({ from, to }) => !others.some((other) => other.from <= from && to <= other.to));
  if (places.length === 0) return null;
  const prices = PATTERNS[subject.per].flatMap((pattern) =>
    [...text.matchAll(pattern)].slice(0, MOST_PLACES),
  );
  const ranked = prices
    .map((match) => ({ match, distance: Math.min(...places.map((place) => distanceOf(place, match))) }))
    .filter(({ distance }) => distance <= NEAR)
    .sort((a, b) => a.distance - b.distance || a.match.index - b.match.index);
  const [first, second] = ranked;
  if (!first) return null;
  const usd = amountOf(first.match);
  if (second && second.distance === first.distance && amountOf(second.match) !== usd) return null;
  return usd > 0 ? { usd, words: first.match[0].trim() } : null;
}

interface Place {
  readonly from: number;
  readonly to: number;
}

/** Where a name stands as a whole: `p5.48xlarge` is not in `p5.48xlarge-lite`. */
function placesOf(text: string, name: string): Place[] {
  if (name.trim() === '') return [];
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+');
  const whole = new RegExp(`(?<![\\w.-])${escaped}(?![\\w-]|\\.\\d)`, 'gi');
  return [...text.matchAll(whole)]
    .slice(0, MOST_PLACES)
    .map((match) => ({ from: match.index, to: match.index + match[0].length }));
}

/** Characters between a name and a price; what follows a name is likelier its price than what precedes it. */
function distanceOf({ from, to }: Place, match: RegExpExecArray): number {
  const end = match.index + match[0].length;
  return match.index >= to ? match.index - to : from >= end ? 2 * (from - end) : 0;
}

function amountOf(match: RegExpExecArray): number {
  return Number((match[1] ?? '').replaceAll(',', ''));
}

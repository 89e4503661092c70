import { cite, type Figure } from '@app/kernel';
import type { Analysis } from '../analysis';
import { counted } from '../bench/naming';
import type { DatedFact, QuotableFigure } from './dated-facts';
import { priceQuote } from './price-quote';
import { quotableText, quotableUrl } from './quotable-text';
import type { WebAnswers } from './web-look-ups';

/** A price that a page states, beside the catalog's. */
interface Quoted {
  readonly fact: DatedFact;
  readonly catalog: Figure;
  readonly quote: Figure;
  readonly difference: Figure;
  readonly url: string;
  readonly title: string;
  readonly retrievedAt: string;
}

/** A difference up to this (%) is one of rounding or of a term; beyond it the catalog's price is to be confirmed. */
const LIMIT_PERCENT = 10;

/**
 * Shows what pages say prices are, each beside the figure of the catalog, which stays as it is; tells how many were
 * found, and how many of them lie elsewhere.
 */
export function quotedPrices(notes: Analysis, facts: readonly DatedFact[], answers: WebAnswers): string {
  const quoted = facts.flatMap((fact) =>
    (fact.priced?.subjects ?? []).flatMap((one) => quoteOf(notes, fact, one, answers)),
  );
  notes.show({
    id: 'web-research.quotes',
    title: 'Prices that pages of today state, beside the catalog',
    columns: ['Price of', 'Catalog', 'Page says', 'Difference', 'Page', 'Read at'],
    rows: quoted.map((one) => [
      one.fact.subject,
      cite(one.catalog),
      cite(one.quote),
      cite(one.difference),
      `${one.title}: ${one.url}`,
      one.retrievedAt,
    ]),
    note: 'Read off pages by a rule, not by a person: a page may speak of another region, term or size. Costs are computed from the catalog alone.',
  });
  const found = notes.count(
    'web-research.quotes',
    'Prices found on pages of today',
    quoted.length,
    'count of catalog prices for which a page states one in the same unit',
  );
  const far = quoted.filter(({ difference }) => Math.abs(difference.value ?? 0) > LIMIT_PERCENT);
  if (far.length > 0) contradiction(notes, far, found);
  return `Pages of today state ${counted(found, 'price', 'prices')} of those that the result rests on.`;
}

function contradiction(notes: Analysis, far: readonly Quoted[], found: Figure): void {
  const limit = notes.figure({
    id: 'web-research.quotes.limit',
    label: 'Difference beyond which a price is to be confirmed',
    value: LIMIT_PERCENT,
    unit: '%',
    method: 'assumed',
    formula: 'a choice of this product: smaller differences come from rounding and terms',
  });
  const count = notes.count(
    'web-research.quotes.far',
    'Prices found that differ from the catalog',
    far.length,
    'count of prices found that differ from the catalog by more than the limit',
    [found.id, limit.id],
  );
  notes.find({
    id: 'web-research.quotes',
    severity: 'medium',
    title: `${counted(count, 'price found differs', 'prices found differ')} from the catalog by more than ${cite(limit)}`,
    statement: far
      .slice(0, 5)
      .map((one) => `${one.fact.subject}: ${cite(one.quote)} on a page, ${cite(one.catalog)} in the catalog.`)
      .join(' '),
  });
}

function quoteOf(
  notes: Analysis,
  fact: DatedFact,
  { figure: catalog, subject }: QuotableFigure,
  answers: WebAnswers,
): Quoted[] {
  const lookup = answers.lookups.get(fact.priced?.query ?? '');
  for (const hit of lookup?.hits ?? []) {
    const page = answers.pages.get(hit.url);
    const url = quotableUrl(page?.url ?? hit.url);
    const read = url && (priceQuote(page?.text ?? '', subject) ?? priceQuote(hit.excerpt, subject));
    if (!lookup || !url || !read || catalog.value === null) continue;
    const retrievedAt = page?.retrievedAt ?? lookup.retrievedAt;
    const title = quotableText(hit.title, 80);
    const own = notes.figure(catalog);
    const quote = notes.figure({
      id: `web-research.quote.${catalog.id}`,
      label: `Price of ${fact.subject} (${subject.per === 'hour' ? 'an hour' : `${subject.per} tokens`}) as a web page states it`,
      value: read.usd,
      unit: catalog.unit,
      method: 'sourced',
      sources: [{ title: title || url, url, asOf: retrievedAt.slice(0, 10), confidence: 'low' }],
    });
    const difference = notes.figure({
      id: `${quote.id}.difference`,
      label: `Difference of the page from the catalog for ${fact.subject}`,
      value: (read.usd / catalog.value - 1) * 100,
      unit: '%',
      method: 'computed',
      formula: '(price on the page / price of the catalog - 1) x 100',
      inputs: [quote.id, own.id],
    });
    return [{ fact, catalog: own, quote, difference, url, title, retrievedAt }];
  }
  return [];
}

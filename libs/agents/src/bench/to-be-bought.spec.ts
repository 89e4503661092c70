import type { AssessmentInput } from '@app/assessments';
import { assessed } from '../../../../test/support/assessed-example';

/** A service that may run on hardware of one's own alone, of which nothing is owned yet. */
const onPremisesOnly: AssessmentInput = {
  name: 'A test',
  workloads: [
    {
      id: 'chat',
      kind: 'llm-serving',
      model: { id: 'qwen3-32b' },
      traffic: { requestsPerDay: 20_000, inputTokens: { p50: 1_000 }, outputTokens: { p50: 300 } },
    },
  ],
  constraints: { providers: ['on-premises'], selfHostOnly: true },
  planning: {
    powerUsdPerKwh: 0.21,
    depreciationYears: 4,
    acceleratorQuotes: [{ acceleratorId: 'h100-sxm5-80gb', usd: 34_000 }],
  },
};

async function planned(input: AssessmentInput) {
  const report = await assessed(input);
  const { figures, decisions } = report;
  const figureOf = (id: string) => figures.find((figure) => figure.id === id)?.value ?? null;
  return {
    figureOf,
    decisions,
    asksForPrice: JSON.stringify(report.sections).includes('Ask for the price of hardware'),
  };
}

describe('hardware to be bought', () => {
  it('is planned and priced by its quote where nothing else may be used', async () => {
    const { figureOf, decisions, asksForPrice } = await planned(onPremisesOnly);
    const chosen = decisions.find(({ key }) => key === 'chat.accelerator');
    expect(chosen?.option).toBe('NVIDIA H100 SXM5 80GB');
    // Two accelerators, 34,000 USD each over 48 months.
    const writeOff = figureOf('pricing.chat.unit.h100-sxm5-80gb.owned.depreciation');
    expect(writeOff).toBeCloseTo((2 * 34_000) / 48, 6);
    expect(figureOf('pricing.chat.bought-bill.monthly')).toBeGreaterThan(writeOff ?? Infinity);
    expect(figureOf('pricing.plan.bill.monthly')).toBe(figureOf('pricing.chat.bought-bill.monthly'));
    expect(asksForPrice).toBe(false);
  });

  it('is asked for where nobody gave a price', async () => {
    const { planning: _planning, ...unpriced } = onPremisesOnly;
    const { figureOf, asksForPrice } = await planned(unpriced);
    expect(figureOf('pricing.chat.bought-bill.monthly')).toBeNull();
    expect(asksForPrice).toBe(true);
  });
});

import { readAs } from '../../../test/support/upload-reading';

describe('a bill', () => {
  const HEAD = 'month,service,region,amount_usd,instance_type\n';

  it('gives what the machines of a place cost in its newest month, to the cent', () => {
    const rows = [
      '2026-09,EC2-Instances,us-east-1,999,g6.12xlarge',
      '2026-10,EC2-Instances,us-east-1,0.1,g6.12xlarge',
      '2026-10,EC2-Instances,us-east-1,0.2,g6.12xlarge',
      '2026-10,Amazon Simple Storage Service,us-east-1,40,',
    ];
    const file = readAs('bill', HEAD + rows.join('\n'));
    expect(file.drafts).toMatchObject([
      { target: 'cost', region: 'us-east-1', instanceType: 'g6.12xlarge', usdPerMonth: 0.3, line: 3 },
    ]);
    expect(file.seen.map(({ what }) => what)).toEqual(['bill of 2026-09', 'Amazon Simple Storage Service']);
  });

  it('names line, column and reason of each wrong row, up to fifty', () => {
    const file = readAs('bill', `${HEAD}2026-13,,us-east-1,1e9,\n${'x,y,z,free,\n'.repeat(60)}`);
    expect(file.problems).toHaveLength(50);
    expect(file.problems.slice(0, 3)).toEqual([
      { line: 2, path: 'month', detail: 'expected a month such as 2026-10, got "2026-13"' },
      { line: 2, path: 'service', detail: 'expected the name of a service, got nothing' },
      { line: 2, path: 'amount_usd', detail: 'expected US dollars such as 1234.56, got "1e9"' },
    ]);
    expect(file.drafts).toEqual([]);
  });
});

describe('a bill as it is exported', () => {
  const proposed = (text: string) =>
    readAs('bill', text).drafts.map((draft) =>
      draft.target === 'cost'
        ? [draft.provider, draft.region, draft.instanceType, draft.usdPerMonth, draft.line]
        : [],
    );

  it('by AWS gives the machines, their credits taken off, and lists what has no machine beside them', () => {
    const head =
      'identity/LineItemId,lineItem/UsageStartDate,lineItem/UsageEndDate,lineItem/ProductCode,lineItem/UnblendedCost,lineItem/CurrencyCode,product/region,product/instanceType';
    const rows = [
      'a,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,AmazonEC2,8400.0416000000,USD,eu-central-1,g6.12xlarge',
      'b,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,AmazonEC2,-4.0004E2,USD,eu-central-1,g6.12xlarge',
      'c,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,AmazonEC2,1.5E-3,USD,eu-central-1,',
      'd,2026-11-01T00:00:00Z,2026-11-09T00:00:00Z,AmazonEC2,2000,USD,eu-central-1,g6.12xlarge',
      'e,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,AmazonS3,12,USD,,',
    ];
    const text = [head, ...rows].join('\r\n');
    expect(proposed(text)).toEqual([['aws', 'eu-central-1', 'g6.12xlarge', 8_000.0016, 2]]);
    expect(readAs('bill', text).seen.map(({ what, detail }) => `${what}: ${detail}`)).toEqual([
      'bill of 2026-11: not a whole month yet',
      'AmazonS3: a service without machines; an assessment has no place for it',
      'AmazonEC2: names no machines in eu-central-1, where others do: discs and traffic, say',
    ]);
  });

  it('by Azure gives the size out of its own column, and by Google and FOCUS the sum of a place', () => {
    const azure =
      'Date,MeterCategory,ResourceLocation,CostInBillingCurrency,BillingCurrencyCode,AdditionalInfo\n' +
      '10/31/2026,Virtual Machines,West Europe,310.25,USD,"{""ServiceType"":""Standard_NC24ads_A100_v4"",""VCPUs"":24}"\n';
    expect(proposed(azure)).toEqual([['azure', 'westeurope', 'Standard_NC24ads_A100_v4', 310.25, 2]]);
    const google =
      'service.description,location.region,cost,currency,usage_start_time\n' +
      'Compute Engine,us-central1,100.5,USD,2026-10-30 22:00:00 UTC\n' +
      'Compute Engine,us-central1,0.25,USD,2026-10-31 22:00:00 UTC\n';
    expect(proposed(google)).toEqual([['gcp', 'us-central1', null, 100.75, 2]]);
    const focus =
      'BilledCost,BillingCurrency,ChargePeriodStart,ProviderName,RegionId,ServiceName\n' +
      '7.5,USD,2026-10-31T00:00:00Z,AWS,us-east-1,Amazon Elastic Compute Cloud\n';
    expect(proposed(focus)).toEqual([['aws', 'us-east-1', null, 7.5, 2]]);
  });

  it('of part of a month says so, where there is no whole one', () => {
    const text =
      'service_description,location_region,cost,currency,usage_start_time\nCompute Engine,us-central1,9,USD,2026-10-14\n';
    expect(readAs('bill', text).drafts[0]?.why).toContain('it ends on 2026-10-14, so the month is not whole');
  });

  it('in another currency, or in two, is refused with the line', () => {
    const text =
      'service_description,location_region,cost,currency,usage_start_time\nCompute Engine,a,9,USD,2026-10-14\nCompute Engine,a,9,EUR,2026-10-15\n';
    expect(readAs('bill', text).problems).toEqual([
      { line: 3, path: 'currency', detail: expect.stringContaining('expected USD, got "EUR"') as string },
    ]);
  });
});

describe('a trace', () => {
  it('keeps its three columns alone, in order of time', () => {
    const text =
      'user,timestamp,input_tokens,output_tokens\nada,2026-11-20T09:00:02.5Z,10,5\nbob,2026-11-20T09:00:00Z,20,6\n';
    expect(readAs('trace', text).drafts).toMatchObject([
      {
        csv: 'seconds,input_tokens,output_tokens\n0,20,6\n2.5,10,5\n',
        why: '2 requests recorded over 2.5 seconds',
      },
    ]);
  });

  it('names the line of a wrong row, empty lines counted', () => {
    expect(readAs('trace', 'seconds,input_tokens,output_tokens\n\n0,1,1\n\n1,two,1\n').problems).toEqual([
      { line: 5, path: 'input_tokens', detail: expect.stringContaining('got "two"') as string },
    ]);
  });

  it('too long for an assessment is refused', () => {
    const rows = Array.from({ length: 40_000 }, (_, second) => `${second},1000,100`);
    const text = ['seconds,input_tokens,output_tokens', ...rows].join('\n');
    expect(readAs('trace', text).problems[0]?.detail).toContain('send a shorter time of it');
  });
});

describe('a file of actuals', () => {
  it('says what it comes to, and the line of what is wrong', () => {
    const file = readAs('actuals', 'date,category,amount_usd\n2027-01,compute,0.1\n2027-02,compute,0.2\n');
    expect(file.drafts).toMatchObject([{ rows: 2, from: '2027-01', to: '2027-02', usd: 0.3 }]);
    expect(readAs('actuals', 'date,category,amount_usd\n2027-01,gpus,1\n').problems).toMatchObject([
      { line: 2, path: 'category' },
    ]);
  });
});

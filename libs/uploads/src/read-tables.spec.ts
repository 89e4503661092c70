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

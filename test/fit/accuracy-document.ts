import type {
  MeasurementComparison,
  MeasurementComparisons,
  PerformanceFactors,
  PerformanceModel,
} from '@app/sizing';
import { accuracySummary, quantile, reachOf } from '@app/sizing';
import type { Look } from './intervals';

export interface AccuracyFacts {
  readonly model: PerformanceModel;
  readonly compared: MeasurementComparisons;
  /** The rows as the fit itself predicts them. */
  readonly fitted: Look;
  /** The rows as predicted when their model was left out of the fit. */
  readonly leftOut: Look;
  /** The same when their accelerator was left out, and when a third of all rows was. */
  readonly acceleratorOut: Look;
  readonly thirdOut: Look;
}

const MEANINGS: Readonly<Record<keyof PerformanceFactors, string>> = {
  compute: 'share of the matrix-multiplication rate reached, Hopper and Ampere with NVLink',
  bandwidth: 'share of the peak memory bandwidth reached, same chips (at most 0.95)',
  experts: 'share of `compute` that the experts of a mixture reach',
  expertParallel: 'share of that left where experts lie on several chips',
  blackwell: 'both shares on Blackwell, relative to Hopper and Ampere',
  cdna: 'the same on AMD CDNA',
  pcie: 'the same on PCIe cards',
  neuron: 'the same on AWS Neuron chips',
  exportHopper: 'the same on H20',
  stepSeconds: 'seconds of the host for a step',
  sequenceSeconds: 'seconds of the host for each sequence in it',
  collectiveSeconds: 'seconds of latency of a collective operation',
  pipeline: 'share of the throughput that pipeline stages keep',
  vllm: 'speed of vLLM relative to an engine tuned by the vendor',
  mlperfTuning: 'speed of a system tuned for MLPerf, relative to that engine',
  mlperfServer: 'share of the Offline rate that the MLPerf Server scenario keeps',
  yearlyProgress: 'growth a year of engine speed on the same chip (logarithm)',
  training: 'share of the matrix-multiplication rate that training steps reach on H100',
  trainingIntensity: 'exponent by which that share falls with the FLOP of a chip for each byte it reads',
  trainingRun: 'share of that which whole runs reach while they run',
  trainingSmallModel: 'active parameters (10^9) at which a whole run on Hopper reaches half of it',
};

/** docs/sizing-accuracy.md: what the model is, how good it is, and every row. */
export function accuracyDocument(facts: AccuracyFacts): string {
  const { compared } = facts;
  return `${[
    '# How close the sizing comes to published measurements',
    'Written by `npm run fit`, which fits the factors below on `libs/catalog/data/benchmarks.json` and leaves models, accelerators and thirds of the rows out in turn. `infra-mind validate-sizing <rows.json>` does the comparison on any file of that format.',
    '## Result',
    summaryTable(facts),
    'Leave-one-model-out is what a user with a model that is not in the table may expect: the factors were fitted on all other models; leave-one-accelerator-out the same for a chip, and the third left out (by the row number, in three turns) for further rows of the same tables.',
    '## Intervals',
    intervalText(facts),
    '## The model',
    MODEL_TEXT,
    '## Factors',
    table(
      ['factor', 'value', 'meaning'],
      Object.entries(facts.model.factors).map(([name, value]) => [
        `\`${name}\``,
        String(value),
        MEANINGS[name as keyof PerformanceFactors],
      ]),
    ),
    '## Every row',
    'Error = predicted / measured - 1. "left out": the error when the fit had not seen the model. Units are those of the row.',
    rowTable(facts),
    ...(compared.skipped.length === 0
      ? ['Every row of the file is predicted.']
      : [
          'Not predicted:',
          table(
            ['row', 'why'],
            compared.skipped.map((row) => [row.id, row.reason]),
          ),
        ]),
    '## What is weak',
    WEAKNESSES,
  ].join('\n\n')}\n`;
}

const MODEL_TEXT = `Prefill: \`(2 Pc T + 2 L A d T^2) / (n F MFU v)\`, \`Pc\` the active parameters with those in experts divided by the share \`x\` of the rate that experts reach, and the transfer of activations between chips. Decode step: \`sqrt(t_weights^2 + t_compute^2) + t_cache + t_communication + t_host + B t_sequence\`, with weights and cache read at \`n W min(eta v, 0.95)\` (of a mixture of experts, what the batch touches) and multiplications of \`2 Pc B\` at \`n F MFU v\`. Throughput: \`1 / (t_prefill + Tout t_step / B)\` requests per second. \`F\` is the measured matrix-multiplication rate of the chip where the catalog has one, else what its next wider measured format reaches of its peak, else 0.8; \`v\` the speed of the engine. A time to first token adds the latency of one pass over the group. The batch is what memory holds, at most 3,072 sequences, where a row does not state it; of a stated one, what memory cannot hold waits.

Training: \`F s (i / i_H100)^-e\` FLOP/s a chip in a step at 6 FLOP a parameter and token, \`i\` the FLOP a chip does for each byte it reads; steps of other lengths than 2,048 tokens do as many FLOP, those of attention counted; over a whole run times what such runs keep of it and \`P / (P + P0)\`, \`P0\` in proportion to the chip's rate.

Failures are counted once. Rows in tokens a second are rates of steps, stated with the utilisation while they run: nothing is taken off them. Rows in accelerator-hours are what whole runs took for their tokens and hold checkpoints, failures and restarts: the hours of work are divided by \`1 - lost share\`, the formula and the numbers of the sizing (docs/sizing.md). Llama 3.1 405B shows that they do: its hours give 342 TFLOP/s a chip, while its report (arXiv 2407.21783) states 380 to 430 while it ran and more than 90 % effective time; 16,384 accelerators lose 9.7 % by the formula. The share hangs on the number of accelerators: where a row does not state it, the run is taken to last 1,882 h, as that one did (30,840,000 h on 16,384). It is 0.2 to 3 % of the other seven rows and 10 % of that one. The hours of a sizing are divided by the same share, that of its own accelerators.

The hours of DeepSeek-V3 are a round rate times its tokens (180,000 h for 10^12) and may leave out what failures took of them: 3 %.

In a sizing the engine is not known: its speed is taken midway between vLLM and a tuned engine, with a range from the one to the other, widened by the error of the model. On a chip of an architecture without any row it is taken as that of vLLM, and the range is half as wide again (as a power), as are the intervals of such rows.`;

const WEAKNESSES = `- The mean prompts of the MLPerf data sets are not in the result files; they are taken from the public descriptions of the data sets and were not opened for this product. Where a source states no lengths at all, a prompt of 500 and an answer of 250 tokens are assumed. MLPerf systems are predicted with the split that the model finds fastest.
- H20 and AWS Neuron are known from one source each, pipeline stages from one row; their factors say what that source measured.
- Mixtures of experts scatter most: one share stands for grouped multiplications of very different sizes.
- Runs of distilled models (Llama 3.2) are counted at 6 FLOP a parameter and token, which they are not.
- The largest run, Llama 3.1 405B, is predicted worst: its chips reached a larger share of their rate than those of smaller models, by more than the model says, and what it lost is counted beside that.
- Training in fp8 speeds up the share of a step that is spent in multiplications (Amdahl); one row shows it.`;

function summaryTable(facts: AccuracyFacts): string {
  const { compared, leftOut, acceleratorOut, thirdOut } = facts;
  const groups: ReadonlyArray<readonly [string, (row: MeasurementComparison) => boolean]> = [
    ['all rows', () => true],
    ['inference throughput', (row) => row.kind === 'inference-throughput'],
    ['time to first token', (row) => row.kind === 'inference-ttft'],
    ['training throughput', (row) => row.kind === 'training-throughput'],
    ['accelerator-hours of training', (row) => row.kind === 'training-cost'],
  ];
  const lines = groups.flatMap(([name, belongs]) => {
    const rows = compared.rows.filter(belongs);
    const unseen = (look: Look) => cells(rows.map((row) => asLeftOut(row, facts, look)));
    return [
      [name, 'fit', ...cells(rows)],
      ['', 'leave one model out', ...unseen(leftOut)],
      ['', 'leave one accelerator out', ...unseen(acceleratorOut)],
      ['', 'leave a third of the rows out', ...unseen(thirdOut)],
    ];
  });
  const head = ['', '', 'rows', 'median error', '90th percentile', 'within 25 %', 'inside the 80 % interval'];
  return table(head, lines);
}

/** The row with the prediction and the interval of factors that had not seen it. */
function asLeftOut(
  row: MeasurementComparison,
  { fitted, model }: AccuracyFacts,
  look: Look,
): MeasurementComparison {
  const [own, unseen] = [fitted.get(row.id), look.get(row.id)];
  if (own === undefined || unseen === undefined) return row;
  const predicted = row.measured * (1 + unseen.error);
  const wider = reachOf(unseen.leverage, model.intervals) / reachOf(own.leverage, model.intervals);
  const width = (row.high / row.predicted) ** wider;
  return { ...row, predicted, error: unseen.error, low: predicted / width, high: predicted * width };
}

/** How intervals are made and how wide they are. */
function intervalText({ model: { intervals }, compared }: AccuracyFacts): string {
  const widths = compared.rows.map((row) => row.high / row.predicted);
  const at = (share: number): string => quantile(widths, share).toFixed(2);
  return [
    "A prediction lies between `predicted / w` and `predicted w`, `w = exp(z sqrt(1 + c h))`. `h` says how little the measurements hold the factors that count for a row: `g' A^-1 g`, `g` the slopes of the logarithm of the prediction, `A` the curvature of the fit, both in the logarithms of the factors. Every fit has its own `h`: what it has not seen gets wider intervals.",
    `\`c = ${intervals.weight}\` makes the errors likeliest (Laplace distribution) of the fit and of rows left out by model and by thirds, dealt in three ways. \`z\` is, for each kind, what a further row needs to be inside with 80 %: the \`(n + 1) 80 % / n\` quantile of those errors over \`sqrt(1 + c h)\` (conformal prediction). \`z = ${intervals.inference}\` for dense models, \`${intervals.mixture}\` for mixtures of experts, \`${intervals.training}\` for training. Rows left out by accelerator took no part in it.`,
    `Over the rows below \`w\` is ${at(0.5)} in the median, ${at(0.1)} at the 10th and ${at(0.9)} at the 90th percentile. The kinds of which there are three or eight rows say little: one row is a third or an eighth.`,
  ].join('\n\n');
}

function cells(rows: readonly MeasurementComparison[]): string[] {
  const summary = accuracySummary(rows);
  if (summary === null) return ['0', '', '', '', ''];
  return [
    String(summary.rows),
    percent(summary.medianAbsoluteError),
    percent(summary.p90AbsoluteError),
    percent(summary.withinQuarter),
    percent(summary.insideInterval),
  ];
}

function rowTable({ compared, leftOut }: AccuracyFacts): string {
  const head = [
    'row',
    'model',
    'accelerator',
    'in/out',
    'predicted',
    '80 % interval',
    'measured',
    'unit',
    'error',
    'left out',
  ];
  return table(
    head,
    compared.rows.map((row) => [
      row.id,
      row.modelId,
      `${row.acceleratorId}, ${row.precision}`,
      row.inputTokens === null
        ? ''
        : `${row.inputTokens}/${row.outputTokens ?? ''}${row.assumed.length > 0 ? ' (assumed)' : ''}`,
      amount(row.predicted),
      `${amount(row.low)} to ${amount(row.high)}`,
      amount(row.measured),
      row.unit,
      signed(row.error),
      signed(leftOut.get(row.id)?.error ?? NaN),
    ]),
  );
}

function table(head: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function signed(error: number): string {
  return Number.isNaN(error) ? '' : `${error >= 0 ? '+' : ''}${(error * 100).toFixed(0)} %`;
}

function amount(value: number): string {
  return Number(value.toPrecision(4)).toLocaleString('en-US');
}

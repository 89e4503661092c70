import { type RawMeasurement, textOf } from './measurement-fields';

/** Words that a kind may be made of; one with any other word counts something else and is refused. */
const KIND_WORDS = new Set(
  `inference throughput ttft tpot itl latency time to first token tokens per output inter e2e end
  training train pretraining pre cost mfu decode decoding prefill offline serving serve online max load
  embedding embeddings generation text llm fine finetuning finetune tuning full performance perf speed mean average median p50`.split(
    /\s+/,
  ),
);

const EXPECTED =
  'expected inference-throughput, inference-ttft, inference-tpot, inference-latency, training-throughput or training-cost';

/** What is wrong with the kind of a row in our own words; null for nothing. */
export function kindFault({ kind, unit }: RawMeasurement): string | null {
  if (kind === undefined) return null;
  const words = wordsOf(kind);
  if (words.length === 0 || words.some((word) => !KIND_WORDS.has(word))) {
    return `the kind ${textOf(kind)} is not one that is predicted: ${EXPECTED}`;
  }
  if (/\b(tpot|itl|inter)\b/.test(words.join(' ')) && /first|ttft/i.test(textOf(unit ?? ''))) {
    return `the kind ${textOf(kind)} and the unit ${textOf(unit)} are of different times: expected the same`;
  }
  if (words.includes('decode') && words.includes('latency')) {
    return `the kind ${textOf(kind)} does not say of what it is the time: expected inference-tpot or inference-latency`;
  }
  return words.includes('prefill') && words.some((word) => /throughput|speed|perf/.test(word))
    ? 'whether a prefill throughput counts the time of the answers is not clear: expected the kind inference-throughput with the unit prefill tokens/s or input tokens/s'
    : null;
}

/** The kind in the words of our own rows, told from what the row calls it and from its unit. */
export function kindOf({ kind, unit, trainingTokensT }: RawMeasurement): string | undefined {
  if (kind === undefined && unit === undefined) return undefined;
  const given = wordsOf(kind ?? (trainingTokensT === undefined ? '' : 'training cost')).join(' ');
  const units = typeof unit === 'string' ? unit.toLowerCase() : '';
  const isInference = /infer|decod|serv|prefill|embed/.test(given);
  if (/train|tun/.test(given) || (!isInference && /gpu[- ]?(hour|day)|\bmfu\b/.test(`${given} ${units}`))) {
    return /hours?\b|days?\b|cost/.test(`${given} ${units}`) ? 'training-cost' : 'training-throughput';
  }
  const words = `${given} ${units}`;
  if (/ttft|first[- ]token|prefill[- ](time|latency)/.test(words)) return 'inference-ttft';
  if (/tpot|\bitl\b|inter[- ]token|per[- ](output[- ])?token|\/\s?(output )?token/.test(words)) {
    return 'inference-tpot';
  }
  return /latency|end to end|e2e/.test(words) ? 'inference-latency' : 'inference-throughput';
}

/** The unit, with what only the kind says of it. */
export function unitOf({ kind, unit }: RawMeasurement): unknown {
  const words = wordsOf(kind);
  if (typeof unit !== 'string') return unit;
  if (unit.trim() === '%' && words.includes('mfu')) return '% MFU';
  return words.some((word) => word.startsWith('embedding')) && !/embed/i.test(unit)
    ? `embedding ${unit}`
    : unit;
}

/** Whether the value is of the whole group, or of one accelerator; null for a share that is neither. */
export function scopeOf({ scope, unit, value }: RawMeasurement): 'total' | 'per-gpu' | null {
  const isPerChip = (words: string): boolean =>
    /\bper[-_ ]?(gpu|chip|device|accelerator)s?\b|\/\s?(gpu|chip|device|accelerator)s?\b/.test(words);
  if (scope !== undefined) {
    const words = textOf(scope).trim().toLowerCase();
    if (isPerChip(words)) return 'per-gpu';
    return /^(total|system|cluster|aggregated?|whole|all|group|overall)$/.test(words) ? 'total' : null;
  }
  const words = typeof unit === 'string' ? unit.toLowerCase() : '';
  // A rate of teraflops is a chip's unless it is too large for one.
  const isChipFlops = /tflop/.test(words) && Number(value) < 5000;
  return isPerChip(words) || isChipFlops ? 'per-gpu' : 'total';
}

/** Interactive asks for shorter times than Server does; it counts as Server, the nearest that was measured. */
export function scenarioOf({
  mlperfScenario,
  engine,
}: RawMeasurement): 'Offline' | 'Server' | null | undefined {
  const inEngine = /^mlperf.*\b(offline|server|interactive|singlestream|multistream)\b/i.exec(
    textOf(engine ?? ''),
  )?.[1];
  const given = mlperfScenario === undefined ? inEngine : textOf(mlperfScenario).trim();
  if (given === undefined) return undefined;
  if (/^offline$/i.test(given)) return 'Offline';
  return /^(server|interactive)$/i.test(given) ? 'Server' : null;
}

function wordsOf(kind: unknown): string[] {
  return typeof kind === 'string'
    ? kind
        .toLowerCase()
        .split(/[^a-z0-9]+/)
        .filter((word) => word !== '')
    : [];
}

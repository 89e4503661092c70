import { nearestIds, type AcceleratorRow, type Catalog, type ModelRow } from '@app/catalog';

/** A row of the catalog for an id, or the words that say that there is none, with the nearest ids. */
export interface BenchmarkFacts {
  readonly model: (id: string) => ModelRow | string;
  readonly accelerator: (id: string) => AcceleratorRow | string;
}

/** Endings that name a variant with the same structure. */
const VARIANT = /[-_ ](instruct|chat|it|hf|base|fp8|fp4|nvfp4|awq|gptq|int4|int8|bf16|fp16|dynamic|v1|gguf)$/;

/** Look-ups by id for predictions of many rows. Of a model's id the publisher and the variant do not count. */
export function benchmarkFacts(catalog: Pick<Catalog, 'models' | 'accelerators'>): BenchmarkFacts {
  const models = new Map(catalog.models.map((row) => [row.id, row]));
  const accelerators = new Map(catalog.accelerators.map((row) => [row.id, row]));
  return {
    model: (id) => {
      const found = models.get(id) ?? variants(id).flatMap((one) => models.get(one) ?? [])[0];
      return found ?? missing('model', id, models.keys());
    },
    accelerator: (id) =>
      accelerators.get(id) ??
      accelerators.get(hyphenated(id)) ??
      missing('accelerator', id, accelerators.keys()),
  };
}

/** Names as people write them, with capitals and spaces. */
function hyphenated(id: string): string {
  return id.trim().toLowerCase().replaceAll(/\s+/g, '-');
}

function variants(id: string): string[] {
  let name = hyphenated(id).split('/').at(-1) ?? '';
  const found = [name];
  while (VARIANT.test(name)) {
    name = name.replace(VARIANT, '');
    found.push(name);
  }
  // meta-llama-3-8b, llama2-70b, llama-3_1-8b
  return found.flatMap((one) => [
    one,
    one.replace(/^meta-/, ''),
    one.replace(/^(llama|gemma|qwen|phi)-?(\d)/, (_all, family: string, digit: string) =>
      family === 'qwen' ? `${family}${digit}` : `${family}-${digit}`,
    ),
  ]);
}

function missing(what: string, id: string, known: Iterable<string>): string {
  return `${what} ${id} is not in the catalog; the nearest are ${nearestIds(id, known).join(', ')}`;
}

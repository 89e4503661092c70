/** Words that name a tuning or a file of the same structure. */
const TUNING = new Set(['instruct', 'chat', 'it', 'hf', 'base', 'thinking', 'v1', 'dynamic', 'gguf']);

/** Words that name the format of the weights. */
const FORMAT =
  /^(fp8|fp4|nvfp4|mxfp4|awq|gptq|bnb|int4|int8|bf16|fp16|4bit|8bit|w\d+a\d+|i?q\d+(_[a-z0-9]+)*|quantized|qat)$/;

/** Months of a re-trained release (0528, 2507), and versions of a model that the catalog lists without one (v0.1). */
const RELEASE = /^(\d{4}|v0\.\d)$/;

/**
 * The names under which a model may be listed, most telling first: in lower case, with hyphens, the family's number
 * apart (qwen3-8b is qwen-3-8b), without publisher, tuning and format, at last without the release.
 */
export function modelNames(id: string): readonly string[] {
  const name = (id.trim().toLowerCase().split('/').at(-1) ?? '')
    .replace(/(\d)_(?=\d)/, '$1.')
    .replaceAll(/_(?=\d+x\d+b)/g, '-')
    .replaceAll(/\.(?=[a-z])/g, '-');
  const words = name.split(/[-\s:()]+/).filter((word) => word !== '');
  if (words.length > 1 && words[0] === 'meta') words.shift();
  const own = words.filter((word, index) => index === 0 || !(TUNING.has(word) || FORMAT.test(word)));
  const unreleased = own.filter((word) => !RELEASE.test(word));
  // Llama 4 is listed by its name alone: Scout has 16 experts, Maverick 128.
  const bare = unreleased.join('-').replace(/-\d+b-\d+e$/, '');
  return [...new Set([words.join('-'), own.join('-'), unreleased.join('-'), bare].map(apart))];
}

function apart(name: string): string {
  return name.replace(/^([a-z]+)-?(?=\d)/, '$1-');
}

/** The part of a model's name that says in which format its weights are; null when none does. */
export function formatInName(id: string): string | null {
  const words = id
    .toLowerCase()
    .replaceAll(/\.(?=[a-z])/g, '-')
    .split(/[-/\s:()]+/);
  return words.find((word) => FORMAT.test(word) && word !== 'quantized' && word !== 'qat') ?? null;
}

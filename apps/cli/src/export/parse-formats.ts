import { badOption } from '../assess/assess.errors';

/** `PDF, xlsx` as a list without repetitions. @throws option.invalid where it names nothing */
export function parseFormats(text: string): readonly string[] {
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  const given = [...new Set(names.filter((name) => name !== ''))];
  if (given.length === 0) throw badOption('--format', 'formats such as pdf,xlsx', text || 'without a value');
  return given;
}

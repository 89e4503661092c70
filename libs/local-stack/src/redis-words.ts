const DAMAGED =
  /reading the append only file|append only file .*(corrupt|truncated)|Error reading the RDB|Wrong signature/i;

/**
 * What the last lines of a Redis that died mean, for people: its warnings (`pid:role time # text`) without what it
 * always says, and what to do when its files are damaged.
 */
export function explainRedis(tail: readonly string[], directory: string): readonly string[] {
  const warnings = tail
    .flatMap((line) => / # (.*)$/.exec(line)?.[1] ?? (/^\d+:\S+ /.test(line) ? [] : line))
    .filter((text) => !/overcommit|Server initialized/.test(text));
  if (!tail.some((line) => DAMAGED.test(line))) return warnings.length > 0 ? warnings : tail;
  return [
    ...warnings,
    `Its files are damaged. Move ${directory} away and start again: assessments, runs and reports are in the database,`,
    'and what still has to be done is queued again from there. Only the event history of past runs is lost.',
  ];
}

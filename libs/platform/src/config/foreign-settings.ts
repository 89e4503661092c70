/**
 * Takes variables out of this process's environment that packages read by themselves, behind the configuration's back.
 * Returns the names of those that were set.
 */
export function forgetForeignSettings(
  names: RegExp,
  source: Record<string, string | undefined> = process.env,
): string[] {
  const found = Object.keys(source).filter((name) => names.test(name));
  for (const name of found) delete source[name];
  return found;
}

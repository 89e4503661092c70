/** What stands behind it opens a report: the path is the secret. */
const SECRET_PATH = /^\/+shared(\/|$)/i;

/** The path of a request as a log may hold it: without its query, and without the token of a share link. */
export function loggedPath(url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  return [path, decoded(path)].some((one) => SECRET_PATH.test(one)) ? '/shared/[redacted]' : path;
}

/** The router reads `%73hared` as `shared`; of what is not well encoded, as much as it would. */
function decoded(path: string): string {
  return path.replace(/%[0-9a-f]{2}/gi, (code) => String.fromCharCode(parseInt(code.slice(1), 16)));
}

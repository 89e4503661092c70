import type { IncomingMessage } from 'node:http';

type Answer = (isAllowed: boolean, status?: number, message?: string) => void;

/**
 * Lets a WebSocket be opened by pages of the same host and by programs, which send no Origin: browsers do not keep pages
 * of other origins from opening sockets, and they send cookies along.
 */
export function isFromHere({ req }: { readonly req: IncomingMessage }, answer: Answer): void {
  const { origin, host } = req.headers;
  if (origin === undefined || hostOf(origin) === host?.toLowerCase()) answer(true);
  else answer(false, 403, 'Forbidden');
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

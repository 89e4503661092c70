import { newId } from '@app/kernel';
import type { ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { titleOf } from './problem';

const MALFORMED = {
  status: 400,
  code: 'request.malformed',
  detail:
    'This is not HTTP as it is understood here: check the method, the headers and the length of the body.',
};
const BY_CODE: Readonly<Record<string, typeof MALFORMED>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'request.headers-too-large',
    detail: 'The headers are larger than 16 KiB in all.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: 'request.too-slow',
    detail: 'The request did not arrive in time.',
  },
};

/** Answers what was refused before there was a request, as a problem, and ends the connection. */
export function answerClientError(error: { readonly code?: string }, socket: Socket): void {
  // Node's own handler looks there too: what has begun to be answered cannot be answered once more.
  const { _httpMessage: underway } = socket as Socket & { readonly _httpMessage?: ServerResponse | null };
  if (error.code === 'ECONNRESET' || !socket.writable || underway?.headersSent) {
    socket.destroy();
    return;
  }
  const { status, code, detail } = BY_CODE[error.code ?? ''] ?? MALFORMED;
  const [requestId, correlationId] = [newId(), newId()];
  const type = `urn:infra-mind:problem:${code}`;
  const body = JSON.stringify({
    type,
    title: titleOf(status),
    status,
    code,
    detail,
    requestId,
    correlationId,
  });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    `X-Correlation-ID: ${correlationId}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  socket.destroySoon();
}

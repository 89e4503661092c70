import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** 256 bits from the system's generator, in the 43 characters of base64url. */
export function newShareToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/**
 * SHA-256 in hexadecimal: all that is stored of a token. A token of 256 random bits cannot be guessed from it, so it
 * needs neither salt nor a slow hash; and a look-up by it takes its time by the hash, which says nothing of the token.
 */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

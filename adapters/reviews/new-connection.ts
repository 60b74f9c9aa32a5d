import { randomBytes } from 'node:crypto';
import { assertNever } from '../../core/assert-never.ts';
import type { ReviewConnection, ReviewProvider } from '../../core/review.ts';

/** Base64 for URLs: 16 bytes are 22 characters. */
const ID_BYTES = 16;
const SECRET_BYTES = 24;

/** Whose secret it is: the provider's, pasted by the merchant; ours, pasted there; or the address alone. */
export function secretOf(provider: ReviewProvider): 'theirs' | 'ours' | 'none' {
  switch (provider) {
    case 'judgeme':
    case 'okendo':
      return 'theirs';
    case 'stamped':
      return 'ours';
    case 'yotpo':
      return 'none';
    default:
      return assertNever(provider);
  }
}

/** Null when a secret of the provider's is needed and `pasted` can't be one. */
export function newCredentials(
  provider: ReviewProvider,
  pasted: string,
): Pick<ReviewConnection, 'id' | 'secret'> | null {
  const id = randomBytes(ID_BYTES).toString('base64url');
  switch (secretOf(provider)) {
    case 'theirs': {
      const secret = pasted.trim();
      return isSecret(provider, secret) ? { id, secret } : null;
    }
    case 'ours':
      return { id, secret: randomBytes(SECRET_BYTES).toString('base64url') };
    case 'none':
      return { id, secret: null };
  }
}

const LEAST_CHARACTERS = 8;
const MOST_CHARACTERS = 300;

function isSecret(provider: ReviewProvider, secret: string): boolean {
  if (secret.length < LEAST_CHARACTERS || secret.length > MOST_CHARACTERS || /\s/.test(secret)) return false;
  return provider !== 'okendo' || /^(?:whsec_)?[A-Za-z0-9+/]+={0,2}$/.test(secret);
}

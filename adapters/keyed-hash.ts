import { createHmac } from 'node:crypto';
import type { ShopDomain } from '../core/identity.ts';

const HASH_LENGTH = 32;

/**
 * Stands for an e-mail address in our records: the same for the same address however it is written, of this shop
 * alone, and nothing that could be guessed without the key. 128 bits.
 */
export function hashEmail(secret: string, shop: ShopDomain, email: string): string {
  const key = createHmac('sha256', secret).update(`email/${shop}`).digest();
  return createHmac('sha256', key).update(normaliseEmail(email)).digest('hex').slice(0, HASH_LENGTH);
}

/** Addresses are compared without regard to case and to what surrounds them. */
export function normaliseEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

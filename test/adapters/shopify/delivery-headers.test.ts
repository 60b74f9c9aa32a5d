import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readDeliveryHeaders, signatureHeader } from '../../../adapters/shopify/delivery-headers.ts';
import { isSigned } from '../../../adapters/shopify/signature.ts';
import { parseShopDomain } from '../../../core/identity.ts';
import { fixture } from './fixtures.ts';

interface ValidateCases {
  readonly raw_body: string;
  readonly secret: string;
  readonly valid_headers: Record<string, string>;
  readonly cases: readonly {
    missing?: string;
    bad_hmac?: boolean;
    replayed_cookie_signature?: boolean;
    reason: string;
  }[];
}

const CASES = fixture<ValidateCases>('signatures/webhook_validate_cases_shopify-app-js.json');
// `myshopify.io` is a domain of Shopify's own development: deliveries to apps name `myshopify.com` only.
const VALID = { ...CASES.valid_headers, 'X-Shopify-Shop-Domain': 'shop1.myshopify.com' };

type Outcome = 'valid' | 'InvalidHmac' | 'MissingHeaders';

function judge(headers: Record<string, string>, body: string): Outcome {
  if (!isSigned(Buffer.from(body), signatureHeader(headers), [CASES.secret])) return 'InvalidHmac';
  return readDeliveryHeaders(headers).kind === 'headers' ? 'valid' : 'MissingHeaders';
}

function without(name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(VALID).filter(([header]) => header !== name));
}

describe('the headers of a delivery', () => {
  test('are read when all are there', () => {
    expect(judge(VALID, CASES.raw_body)).toBe('valid');
    const headers = {
      ...VALID,
      'X-Shopify-Triggered-At': '2024-08-07T22:57:57.290670248Z',
      'X-Shopify-Event-Id': 'e-1',
    };
    expect(readDeliveryHeaders(headers)).toEqual({
      kind: 'headers',
      headers: {
        shop: 'shop1.myshopify.com',
        topic: 'products/create',
        webhookId: '123456789',
        eventId: 'e-1',
        apiVersion: '2023-01',
        triggeredAt: Date.UTC(2024, 7, 7, 22, 57, 57, 290) + 0.670248,
      },
    });
  });

  test('tell two changes of one microsecond apart, as Shopify writes nanoseconds', () => {
    const triggeredAt = (fraction: string) => {
      const read = readDeliveryHeaders({ ...VALID, 'X-Shopify-Triggered-At': `2026-11-22T09:30:00.${fraction}Z` });
      return read.kind === 'headers' ? read.headers.triggeredAt : null;
    };
    expect(triggeredAt('200001000')).toBeGreaterThan(triggeredAt('200000000') ?? Number.POSITIVE_INFINITY);
    expect(triggeredAt('2')).toBe(Date.UTC(2026, 10, 22, 9, 30, 0, 200));
  });

  test('may be in lower case', () => {
    const lower = Object.fromEntries(Object.entries(VALID).map(([name, value]) => [name.toLowerCase(), value]));
    expect(judge(lower, CASES.raw_body)).toBe('valid');
  });

  test.each(CASES.cases)('$missing missing, bad HMAC $bad_hmac: $reason', (entry) => {
    // A missing body and a missing signature are both a signature that doesn't fit.
    const expected = entry.reason === 'MissingHeaders' ? 'MissingHeaders' : 'InvalidHmac';
    if (entry.missing === 'body') expect(judge(VALID, '')).toBe(expected);
    else if (entry.missing) expect(judge(without(entry.missing), CASES.raw_body)).toBe(expected);
    else {
      // The signature of a cookie or of another body, made with the same secret.
      const replayed = createHmac('sha256', CASES.secret).update('shopify_app_state=123').digest('base64');
      const signature = entry.replayed_cookie_signature ? replayed : 'incorrect_hmac';
      expect(judge({ ...VALID, 'X-Shopify-Hmac-Sha256': signature }, CASES.raw_body)).toBe(expected);
    }
  });

  test('that name no myshopify.com domain are refused without repeating it', () => {
    const read = readDeliveryHeaders({ ...VALID, 'X-Shopify-Shop-Domain': 'shop.example.com' });
    expect(read).toEqual({ kind: 'incomplete', problem: 'x-shopify-shop-domain is not a myshopify.com domain' });
  });

  test('without a time, or with a strange one, have none', () => {
    for (const triggeredAt of ['', 'yesterday', '2024-08-07', '1723071477']) {
      const read = readDeliveryHeaders({ ...VALID, 'X-Shopify-Triggered-At': triggeredAt });
      expect(read).toMatchObject({ kind: 'headers', headers: { triggeredAt: null } });
    }
  });
});

describe('a shop domain of a header', () => {
  const cases = fixture<{ input: string; expected: string | null }[]>('signatures/shop_domain_sanitize.json');

  test.each(cases.filter(({ expected }) => expected === null))('$input is refused', ({ input }) => {
    expect(parseShopDomain(input)).toBeNull();
  });

  // Libraries also take URLs, which people type; a header holds a bare domain.
  const bare = cases.filter(({ input, expected }) => expected?.endsWith('.myshopify.com') && /^[\w.-]+$/.test(input));
  test.each(bare)('$input is accepted as $expected', ({ input, expected }) => {
    expect(parseShopDomain(input)).toBe(expected);
  });

  test.each(cases.filter(({ input }) => !bare.some((entry) => entry.input === input)))(
    '$input is never taken for another shop',
    ({ input, expected }) => {
      expect([null, expected]).toContain(parseShopDomain(input));
    },
  );
});

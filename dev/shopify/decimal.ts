/** Exact arithmetic on Shopify's decimal amounts ("398.00"): integers of 1/10000, never floating point. */
const SCALE = 4;

/** Ten-thousandths of the amount; null when it is not a decimal number. */
export function parseDecimal(value: unknown): bigint | null {
  const text = typeof value === 'number' ? value.toString() : value;
  if (typeof text !== 'string') return null;
  const match = /^(-?)(\d+)(?:\.(\d{1,4})0*)?$/.exec(text.trim());
  if (match === null) return null;
  const [, sign, whole = '0', fraction = ''] = match;
  const magnitude = BigInt(whole + fraction.padEnd(SCALE, '0'));
  return sign === '-' ? -magnitude : magnitude;
}

/** As REST payloads and the `Money` scalar write it: at least `digits` decimals ("398.00"). */
export function formatDecimal(amount: bigint, digits = 2): string {
  const sign = amount < 0n ? '-' : '';
  const padded = (amount < 0n ? -amount : amount).toString().padStart(SCALE + 1, '0');
  const fraction = padded.slice(-SCALE).replace(/0+$/, '').padEnd(digits, '0');
  return `${sign}${padded.slice(0, -SCALE)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** As `MoneyV2.amount` writes it: without trailing zeros but one decimal at least ("398.0"). */
export function formatMoneyV2(amount: bigint): string {
  return formatDecimal(amount, 1);
}

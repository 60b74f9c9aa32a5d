/** Formats an amount given as a decimal string: `1,234.50 USD` as `$1,234.50`. */
export function formatMoney(amount: string | number, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(Number(amount));
}

const GROUPED = /^-?\d{1,3}([, ’']\d{3})+(\.\d+)?$/;

/** A whole number as people type it: `1200`, `1,200`. Null when it is none. */
export function readCount(text: string): number | null {
  const plain = ungrouped(text.trim());
  return /^-?\d+$/.test(plain) ? Number(plain) : null;
}

/** Without the separators of thousands. */
export function ungrouped(text: string): string {
  const spaced = text.replaceAll(/\s/g, ' ');
  return GROUPED.test(spaced) ? spaced.replaceAll(/[, ’']/g, '') : text;
}

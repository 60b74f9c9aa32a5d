/** The text as one sentence: begins with a capital and ends with a full stop. Empty for no text. */
export function sentence(text: string | null | undefined): string {
  const bare = text?.trim().replace(/[.!?]+$/, '') ?? '';
  return bare === '' ? '' : `${bare.charAt(0).toUpperCase()}${bare.slice(1)}.`;
}

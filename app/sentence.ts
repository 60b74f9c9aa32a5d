/** The text as one sentence: begins with a capital and ends with a full stop. Empty for no text. */
export function sentence(text: string | null | undefined): string {
  const bare = bareSentence(text ?? '');
  return bare === '' ? '' : `${bare.charAt(0).toUpperCase()}${bare.slice(1)}.`;
}

/** The text without what ends it, to stand within a longer one. */
export function bareSentence(text: string): string {
  return text.trim().replace(/[.!?]+$/, '');
}

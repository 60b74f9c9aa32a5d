/** Whoever writes more says it within this. */
const MOST_CHARACTERS = 20_000;

/**
 * Those of the phrases that stand in a text, as whole words: whatever the case, with any white space between their words. Where
 * words are written without spaces between them, anywhere.
 */
export function phrasesIn(text: string, phrases: readonly string[]): string[] {
  const folded = fold(text.slice(0, MOST_CHARACTERS));
  return phrases.filter((phrase) => stands(fold(phrase), folded));
}

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

function stands(phrase: string, text: string): boolean {
  if (phrase === '') return false;
  for (let at = text.indexOf(phrase); at !== -1; at = text.indexOf(phrase, at + 1)) {
    const end = at + phrase.length;
    const goesOnBefore = joins(text.slice(Math.max(0, at - 2), at), phrase.slice(0, 2));
    const goesOnAfter = joins(phrase.slice(-2), text.slice(end, end + 2));
    if (!goesOnBefore && !goesOnAfter) return true;
  }
  return false;
}

const ENDS_IN_WORD = /[\p{L}\p{M}\p{N}]$/u;
const BEGINS_WITH_WORD = /^[\p{L}\p{M}\p{N}]/u;
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** One word goes on from the one into the other. */
function joins(before: string, after: string): boolean {
  if (!ENDS_IN_WORD.test(before) || !BEGINS_WITH_WORD.test(after)) return false;
  return !WITHOUT_SPACES.test(before) && !WITHOUT_SPACES.test(after);
}

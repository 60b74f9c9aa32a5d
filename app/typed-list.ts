/** Several words in one field, separated by commas; a word that has one itself stands in quotation marks: `Sale, "Shirts, blue"`. */

const WORD = /\s*(?:"((?:[^"]|"")*)"|([^,]*?))\s*(?:,|$)/y;

export function readList(text: string): string[] {
  const words: string[] = [];
  WORD.lastIndex = 0;
  while (WORD.lastIndex < text.length) {
    const [whole = '', quoted, plain = ''] = WORD.exec(text) ?? [];
    // A mark without its other one, or with more behind it: the text means itself.
    if (whole === '') return [text.trim()];
    const word = quoted === undefined ? plain : quoted.replaceAll('""', '"').trim();
    if (word !== '') words.push(word);
  }
  return words;
}

export function listText(words: readonly string[]): string {
  return words.map((word) => (/^"|,/.test(word) ? `"${word.replaceAll('"', '""')}"` : word)).join(', ');
}

/** Both ends of `100 to 200` or `100–200`; null where it is no range. */
export function readRange(text: string): readonly [string, string] | null {
  const [from = '', to = '', ...more] = text.split(/\s+to\s+|\s*–\s*|\s+-\s+/i);
  return from.trim() === '' || to.trim() === '' || more.length > 0 ? null : [from, to];
}

/** Both ends of a range as far as it was typed: `100 to ` has no second one yet. */
export function endsOf(text: string): readonly [string, string] {
  const at = text.indexOf(' to ');
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + ' to '.length)];
}

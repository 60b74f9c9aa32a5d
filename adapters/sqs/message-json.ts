/** @throws Error that, unlike a SyntaxError, quotes nothing of what the message says: it may be logged. */
export function parseMessageJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('the message is no JSON');
  }
}

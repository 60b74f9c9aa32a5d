/** Who made a version of the rules: staff, the installation, or a program that has no staff member's id. */
export function authorWords(author: string, staff: string): string {
  if (author === 'install') return 'Concierge, when it was installed';
  return author === staff || /^\d+$/.test(author) ? staffWords(author, staff) : `the program “${author}”`;
}

/** “you”, or another staff member by the platform's id: their names are not kept. @param staff who is looking */
export function staffWords(by: string, staff: string): string {
  return by === staff ? 'you' : `staff member ${by}`;
}

/** “you”, or another staff member by the platform's id: their names are not kept. @param staff who is looking */
export function staffWords(by: string, staff: string): string {
  return by === staff ? 'you' : `staff member ${by}`;
}

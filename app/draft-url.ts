/** The rules as they are to be published. */
export const DRAFT = '/app/draft';

/** The page of one rule in the draft. */
export function draftRuleUrl(id: string): string {
  return `${DRAFT}/${id}`;
}

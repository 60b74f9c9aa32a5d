/** Where the next page of a connection begins; null after the last. */
export function nextCursor(page: { readonly hasNextPage: boolean; readonly endCursor?: string | null }): string | null {
  return page.hasNextPage ? (page.endCursor ?? null) : null;
}

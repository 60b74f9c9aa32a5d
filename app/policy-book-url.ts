import type { Language } from '../core/words/language.ts';

export const POLICY_BOOK = '/app/policy-book';

/** @param language a `Language`, as a person chose it. */
export function bookUrl(language: string): string {
  return `${POLICY_BOOK}?language=${language}`;
}

export function bookFileUrl(language: Language): string {
  return `${POLICY_BOOK}/file?language=${language}`;
}

/** `policy-book-12-de.html` */
export function bookFileName({ version, language }: { version: number; language: Language }): string {
  return `policy-book-${version}-${language}.html`;
}

import { text } from '../document.ts';
import { gidDigits } from '../gid.ts';
import type { Entity } from '../store/entity.ts';
import { matchId, matchText, matchTime, unknownFilter } from './match.ts';
import { evaluateSearch, parseSearch, type SearchTerm } from './query.ts';

/** The filter that the `query` of a store credit accounts connection means. */
export function matchesAccount(query: string): (account: Entity) => boolean {
  return filterOf(query, (term, account: Entity) => {
    switch (term.field) {
      case 'id':
        return matchId(term, gidDigits(account.id));
      case 'currency_code':
        return matchText(term, text(account.document.currency));
      default:
        throw unknownFilter('StoreCreditAccount', term);
    }
  });
}

type Transaction = { id: string; type: string; expiresAtMs: number | null };

const TYPES: ReadonlySet<string> = new Set(['credit', 'debit', 'debit_revert', 'expiration']);

/** The filter that the `query` of an account's transactions means. */
export function matchesTransaction(query: string, now: Date): (entry: Transaction) => boolean {
  return filterOf(query, (term, entry: Transaction) => {
    switch (term.field) {
      case 'id':
        return entry.type === 'credit' && matchId(term, entry.id.split('/').at(-1) ?? '');
      case 'type':
        // “Any value other than the accepted values will be ignored.”
        return !TYPES.has(term.value.toLowerCase()) || matchText(term, entry.type);
      case 'expires_at':
        return matchTime(term, entry.expiresAtMs, now);
      default:
        throw unknownFilter('StoreCreditAccountTransaction', term);
    }
  });
}

function filterOf<T>(query: string, matchTerm: (term: SearchTerm, item: T) => boolean): (item: T) => boolean {
  if (query.trim() === '') return () => true;
  const parsed = parseSearch(query);
  return (item) => evaluateSearch(parsed, item, matchTerm);
}

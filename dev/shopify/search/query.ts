import { GraphQLError } from 'graphql';

/** Shopify's search syntax (page "API search syntax"): terms, AND, OR, NOT, -, parentheses, comparators, prefixes. */
export type SearchQuery =
  | { kind: 'and' | 'or'; parts: SearchQuery[] }
  | { kind: 'not'; part: SearchQuery }
  | { kind: 'term'; field: string | null; comparator: Comparator; value: string };

export type Comparator = ':' | ':>' | ':>=' | ':<' | ':<=';

const TOKEN =
  /\s*(?:(\()|(\))|(AND|OR|NOT)(?=[\s()]|$)|(-)?(?:([A-Za-z_][\w.]*)(:(?:>=|<=|>|<)?))?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s()]+))/y;

type Token = { kind: '(' | ')' | 'AND' | 'OR' | 'NOT' } | { kind: 'term'; query: SearchQuery };

export function parseSearch(text: string): SearchQuery {
  const tokens = tokenize(text);
  let index = 0;
  const either = (): SearchQuery => {
    const parts = [all()];
    while (tokens[index]?.kind === 'OR') {
      index += 1;
      parts.push(all());
    }
    return single('or', parts);
  };
  const all = (): SearchQuery => {
    const parts: SearchQuery[] = [];
    for (
      let token = tokens[index];
      token !== undefined && token.kind !== ')' && token.kind !== 'OR';
      token = tokens[index]
    ) {
      if (token.kind === 'AND') index += 1;
      else parts.push(one());
    }
    return single('and', parts);
  };
  const one = (): SearchQuery => {
    const token = tokens[index];
    index += 1;
    switch (token?.kind) {
      case 'term':
        return token.query;
      case 'NOT':
        return { kind: 'not', part: one() };
      case '(': {
        const inner = either();
        if (tokens[index]?.kind !== ')') throw syntaxError(text);
        index += 1;
        return inner;
      }
      default:
        throw syntaxError(text);
    }
  };
  const query = either();
  if (index < tokens.length) throw syntaxError(text);
  return query;
}

function single(kind: 'and' | 'or', parts: SearchQuery[]): SearchQuery {
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind, parts };
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  const trimmed = text.trim();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const match = TOKEN.exec(trimmed);
    if (match === null) throw syntaxError(text);
    const [, open, close, connective, negated, field, comparator, value = ''] = match;
    if (open !== undefined) tokens.push({ kind: '(' });
    else if (close !== undefined) tokens.push({ kind: ')' });
    else if (connective !== undefined) tokens.push({ kind: connective as 'AND' | 'OR' | 'NOT' });
    else {
      const term: SearchQuery = {
        kind: 'term',
        field: field ?? null,
        comparator: (comparator ?? ':') as Comparator,
        value: unquote(value),
      };
      tokens.push({ kind: 'term', query: negated === undefined ? term : { kind: 'not', part: term } });
    }
  }
  return tokens;
}

function unquote(value: string): string {
  const quote = value[0];
  if ((quote !== '"' && quote !== "'") || value.length < 2) return value;
  return value.slice(1, -1).replace(/\\(.)/g, '$1');
}

function syntaxError(text: string): GraphQLError {
  return new GraphQLError(`Invalid search query: ${text}`, { extensions: { code: 'BAD_REQUEST' } });
}

/** Evaluates a query; `matchTerm` decides one term. */
export function evaluateSearch<T>(
  query: SearchQuery,
  item: T,
  matchTerm: (term: SearchTerm, item: T) => boolean,
): boolean {
  switch (query.kind) {
    case 'and':
      return query.parts.every((part) => evaluateSearch(part, item, matchTerm));
    case 'or':
      return query.parts.some((part) => evaluateSearch(part, item, matchTerm));
    case 'not':
      return !evaluateSearch(query.part, item, matchTerm);
    case 'term':
      return matchTerm(query, item);
  }
}

export type SearchTerm = Extract<SearchQuery, { kind: 'term' }>;

import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from 'graphql';

export type Parsed =
  | { ok: true; document: DocumentNode; operation: OperationDefinitionNode }
  | { ok: false; errors: GraphQLFormattedError[] };

const MAX_CACHED = 500;

/** Parses and validates against the full schema; documents repeat, so outcomes are kept. */
export function createValidation(schema: GraphQLSchema) {
  const cache = new Map<string, DocumentNode | GraphQLFormattedError[]>();
  const check = (query: string): DocumentNode | GraphQLFormattedError[] => {
    try {
      const document = parse(query);
      const errors = validate(schema, document);
      return errors.length === 0 ? document : errors.map(shopifyError);
    } catch (error) {
      if (error instanceof GraphQLError) return [error.toJSON()];
      throw error;
    }
  };
  return (query: string, operationName: string | null): Parsed => {
    let outcome = cache.get(query);
    if (outcome === undefined) {
      if (cache.size >= MAX_CACHED) cache.clear();
      outcome = check(query);
      cache.set(query, outcome);
    }
    if (Array.isArray(outcome)) return { ok: false, errors: outcome };
    const operations = outcome.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    const [first] = operations.filter((candidate) => operationName === null || candidate.name?.value === operationName);
    if (first === undefined || (operationName === null && operations.length > 1)) {
      const message =
        operationName === null ? 'An operation name is required' : `No operation named "${operationName}"`;
      return { ok: false, errors: [{ message }] };
    }
    return { ok: true, document: outcome, operation: first };
  };
}

/** An unknown field in Shopify's words; everything else as graphql-js says it. */
function shopifyError(error: GraphQLError): GraphQLFormattedError {
  const match = /^Cannot query field "(\w+)" on type "(\w+)"/.exec(error.message);
  if (match === null) return error.toJSON();
  const [, fieldName, typeName] = match;
  return {
    ...error.toJSON(),
    message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
    extensions: { code: 'undefinedField', typeName, fieldName },
  };
}

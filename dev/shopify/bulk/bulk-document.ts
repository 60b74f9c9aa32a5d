import {
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  Kind,
  parse,
  type SelectionSetNode,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** The platform's own page size; what is asked for is ignored, as all of it is collected. */
const PAGE = 250;
const MOST_CONNECTIONS = 5;
const DEEPEST = 2;

export type BulkDocument =
  | { ok: true; document: DocumentNode; root: string; connections: ReadonlySet<string> }
  | { ok: false; problem: string };

/**
 * What a bulk query is executed as, one page after the other: every connection gets a size, the root one `$after` and its
 * page's end. Source: Shopify's page “Perform bulk operations with the GraphQL Admin API”, “Operation restrictions”.
 */
export function bulkDocument(schema: GraphQLSchema, text: string): BulkDocument {
  let parsed: DocumentNode;
  try {
    parsed = parse(text);
  } catch (error) {
    if (error instanceof GraphQLError) return { ok: false, problem: `Invalid bulk query: ${error.message}` };
    throw error;
  }
  const [problem] = validate(schema, parsed);
  if (problem) return { ok: false, problem: `Invalid bulk query: ${problem.message}` };
  const [operation] = parsed.definitions;
  const [root, ...others] = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : [];
  if (parsed.definitions.length !== 1 || root?.kind !== Kind.FIELD || others.length > 0) {
    return { ok: false, problem: 'Bulk queries must contain a single top-level field.' };
  }
  const connections = new Set<string>();
  const { document, deepest } = withPages(schema, parsed, connections);
  if (connections.size === 0) return { ok: false, problem: 'Bulk queries must contain at least one connection.' };
  if (connections.size > MOST_CONNECTIONS) {
    return { ok: false, problem: `Bulk queries cannot contain more than ${MOST_CONNECTIONS} connections.` };
  }
  if (deepest > DEEPEST + 1)
    return { ok: false, problem: 'Bulk queries cannot nest connections deeper than 2 levels.' };
  return { ok: true, document, root: root.alias?.value ?? root.name.value, connections };
}

const AFTER = parse('query ($after: String) { x }').definitions.flatMap((definition) =>
  definition.kind === Kind.OPERATION_DEFINITION ? (definition.variableDefinitions ?? []) : [],
);

function withPages(schema: GraphQLSchema, parsed: DocumentNode, connections: Set<string>) {
  const info = new TypeInfo(schema);
  let depth = 0;
  let deepest = 0;
  const isConnection = () => getNamedType(info.getType())?.name.endsWith('Connection') === true;
  const document = visit(
    parsed,
    visitWithTypeInfo(info, {
      OperationDefinition: { enter: (node) => ({ ...node, variableDefinitions: AFTER }) },
      Field: {
        enter(node) {
          if (!isConnection()) return undefined;
          depth += 1;
          deepest = Math.max(deepest, depth);
          connections.add(node.alias?.value ?? node.name.value);
          return undefined;
        },
        leave(node) {
          if (!isConnection()) return undefined;
          depth -= 1;
          return paged(node, depth === 0);
        },
      },
    }),
  );
  return { document, deepest };
}

function paged(node: FieldNode, isRoot: boolean): FieldNode {
  const template = parse(
    `{ x(first: ${PAGE}${isRoot ? ', after: $after' : ''}) { pageInfo { hasNextPage endCursor } } }`,
  );
  const [operation] = template.definitions;
  const selected = operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections[0] : undefined;
  if (selected?.kind !== Kind.FIELD) throw new Error('the template has one field');
  const paging = new Set(['first', 'last', 'after', 'before']);
  const selectionSet: SelectionSetNode = {
    kind: Kind.SELECTION_SET,
    selections: [...(node.selectionSet?.selections ?? []), ...(selected.selectionSet?.selections ?? [])],
  };
  const kept = (node.arguments ?? []).filter(({ name }) => !paging.has(name.value));
  return { ...node, arguments: [...kept, ...(selected.arguments ?? [])], selectionSet };
}

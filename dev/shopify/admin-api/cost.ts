import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isLeafType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

const MUTATION_COST = 10;
const CONNECTION_COST = 2;

type Costing = {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
};

/**
 * Cost of an operation (page "GraphQL Admin API rate limits"): scalars 0, objects 1, connections by their first or last,
 * mutations 10. With `data`, the actual cost: what was returned counts instead of what could have been.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
  data?: unknown,
): number {
  const fragments = new Map(
    document.definitions.flatMap((definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
    ),
  );
  const costing = { schema, fragments, variables };
  const root = schema.getRootType(operation.operation);
  if (root == null) return 0;
  const mutations = operation.operation === 'mutation' ? MUTATION_COST * operation.selectionSet.selections.length : 0;
  return mutations + selectionCost(costing, operation.selectionSet, root, data, operation.operation === 'mutation');
}

function selectionCost(
  costing: Costing,
  set: SelectionSetNode,
  type: GraphQLCompositeType,
  data: unknown,
  isRootOfMutation = false,
): number {
  let cost = 0;
  let widest = 0;
  for (const selection of set.selections) {
    if (isLeftOut(costing, selection)) continue;
    if (selection.kind === Kind.FIELD) {
      const own = fieldCost(costing, selection, type, answered(data, selection), data !== undefined);
      cost += isRootOfMutation ? Math.max(0, own - 1) : own;
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : costing.fragments.get(selection.name.value);
    const condition = fragment?.typeCondition?.name.value;
    const on = condition === undefined ? type : costing.schema.getType(condition);
    if (fragment === undefined || !isCompositeType(on)) continue;
    const own = selectionCost(costing, fragment.selectionSet, on, data);
    if (isAbstractType(type)) widest = Math.max(widest, own);
    else cost += own;
  }
  return cost + widest;
}

/** By `@include` with a variable that is false. */
function isLeftOut({ variables }: Costing, { directives = [] }: SelectionNode): boolean {
  const include = directives.find(({ name }) => name.value === 'include')?.arguments?.[0]?.value;
  return include?.kind === Kind.VARIABLE && variables[include.name.value] === false;
}

function fieldCost(
  costing: Costing,
  field: FieldNode,
  parent: GraphQLCompositeType,
  value: unknown,
  isActual: boolean,
): number {
  const name = field.name.value;
  const definition = 'getFields' in parent ? parent.getFields()[name] : undefined;
  const type = definition === undefined ? undefined : getNamedType(definition.type);
  if (type === undefined || isLeafType(type) || !isCompositeType(type) || field.selectionSet === undefined) return 0;
  if (isActual && value == null) return 0;
  if (name === 'pageInfo') return 0;
  if (!type.name.endsWith('Connection')) {
    const inner = Array.isArray(value) ? value[0] : value;
    // An edge is only the way to its node.
    const own = name === 'edges' ? 0 : 1;
    return (
      own +
      (isActual && inner == null ? 0 : selectionCost(costing, field.selectionSet, type, isActual ? inner : undefined))
    );
  }
  const size = isActual ? returnedCount(value) : requestedCount(costing, field);
  const nodes = (value as { nodes?: unknown[]; edges?: unknown[] } | undefined) ?? {};
  const sample = isActual && size > 0 ? { nodes: nodes.nodes?.[0], edges: nodes.edges?.[0] } : undefined;
  if (isActual && size === 0) return CONNECTION_COST;
  return CONNECTION_COST + size * nodeCost(costing, field.selectionSet, type, sample);
}

/** Cost of one item of a connection, whether it is read through nodes, edges or both. */
function nodeCost(costing: Costing, set: SelectionSetNode, connection: GraphQLCompositeType, sample: unknown): number {
  return Math.max(1, selectionCost(costing, set, connection, sample));
}

function requestedCount({ variables }: Costing, field: FieldNode): number {
  for (const argument of field.arguments ?? []) {
    if (argument.name.value !== 'first' && argument.name.value !== 'last') continue;
    const value = argument.value.kind === Kind.VARIABLE ? variables[argument.value.name.value] : undefined;
    const size = argument.value.kind === Kind.INT ? Number(argument.value.value) : Number(value ?? 0);
    return Number.isFinite(size) ? size : 0;
  }
  return 0;
}

function returnedCount(value: unknown): number {
  const { nodes, edges } = (value ?? {}) as { nodes?: unknown; edges?: unknown };
  return Math.max(Array.isArray(nodes) ? nodes.length : 0, Array.isArray(edges) ? edges.length : 0);
}

function answered(data: unknown, field: FieldNode): unknown {
  return data == null ? undefined : (data as Record<string, unknown>)[field.alias?.value ?? field.name.value];
}

import { type DocumentNode, type FieldNode, Kind, parse, type SelectionSetNode, type ValueNode } from 'graphql';

/**
 * Executes a document over plain objects: a field is a value, or a function of its arguments. Far less than GraphQL;
 * what the objects don’t have is an error, so a document that asks for something new is noticed.
 */
export function execute(text: string, variables: Variables, root: Fields): Record<string, unknown> {
  const document = parsed(text);
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('the document has no operation');
  return select({ document, variables }, operation.selectionSet, root);
}

export function operationOf(text: string): { readonly name: string; readonly isMutation: boolean } {
  for (const definition of parsed(text).definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    return { name: definition.name?.value ?? 'unnamed', isMutation: definition.operation === 'mutation' };
  }
  throw new Error('the document has no operation');
}

export type Variables = Readonly<Record<string, unknown>>;
export type Fields = Readonly<Record<string, unknown>>;

interface Execution {
  readonly document: DocumentNode;
  readonly variables: Variables;
}

const documents = new Map<string, DocumentNode>();

function parsed(text: string): DocumentNode {
  const known = documents.get(text);
  if (known) return known;
  const document = parse(text, { noLocation: true });
  documents.set(text, document);
  return document;
}

function select(execution: Execution, { selections }: SelectionSetNode, object: Fields): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const selection of selections) {
    if (isLeftOut(execution, selection)) continue;
    if (selection.kind === Kind.FIELD) {
      result[selection.alias?.value ?? selection.name.value] = fieldOf(execution, selection, object);
      continue;
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const type = selection.typeCondition?.name.value;
      if (type === undefined || object.__typename === undefined || object.__typename === type) {
        Object.assign(result, select(execution, selection.selectionSet, object));
      }
      continue;
    }
    const name = selection.name.value;
    for (const definition of execution.document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name) {
        Object.assign(result, select(execution, definition.selectionSet, object));
      }
    }
  }
  return result;
}

function isLeftOut(execution: Execution, { directives = [] }: { directives?: FieldNode['directives'] }): boolean {
  return directives.some(({ name, arguments: given = [] }) => {
    const condition = given[0] && literal(execution, given[0].value);
    return name.value === 'include' ? condition === false : name.value === 'skip' && condition === true;
  });
}

function fieldOf(execution: Execution, field: FieldNode, object: Fields): unknown {
  const name = field.name.value;
  if (!(name in object)) throw new Error(`the simulated shop has no field ${name} there`);
  const value = object[name];
  const given = Object.fromEntries(
    (field.arguments ?? []).map((argument) => [argument.name.value, literal(execution, argument.value)]),
  );
  const found: unknown = typeof value === 'function' ? value(given) : value;
  return field.selectionSet ? complete(execution, field.selectionSet, found) : found;
}

function complete(execution: Execution, selections: SelectionSetNode, found: unknown): unknown {
  if (found === null || found === undefined) return null;
  if (Array.isArray(found)) return found.map((each) => complete(execution, selections, each));
  return select(execution, selections, found as Fields);
}

function literal(execution: Execution, value: ValueNode): unknown {
  switch (value.kind) {
    case Kind.VARIABLE:
      return execution.variables[value.name.value];
    case Kind.INT:
      return Number(value.value);
    case Kind.LIST:
      return value.values.map((each) => literal(execution, each));
    case Kind.OBJECT:
      return Object.fromEntries(value.fields.map((field) => [field.name.value, literal(execution, field.value)]));
    case Kind.NULL:
      return null;
    default:
      return value.value;
  }
}

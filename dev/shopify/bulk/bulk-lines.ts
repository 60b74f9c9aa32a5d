type Fields = { readonly [field: string]: unknown };

/**
 * The lines of a page: each object of a connection is one, after the object that it belongs to, whose id it names as
 * `__parentId`.
 */
export function bulkLines(
  connection: unknown,
  connections: ReadonlySet<string>,
  parent: string | null = null,
): string[] {
  return nodesOf(connection).flatMap((node) => {
    const own = Object.entries(node).filter(([field]) => !connections.has(field));
    const line = JSON.stringify({ ...Object.fromEntries(own), ...(parent !== null && { __parentId: parent }) });
    const children = Object.entries(node).filter(([field]) => connections.has(field));
    return [line, ...children.flatMap(([, child]) => childLines(child, connections, String(node.id)))];
  });
}

function childLines(connection: unknown, connections: ReadonlySet<string>, parent: string): string[] {
  const { pageInfo } = fieldsOf(connection);
  if (fieldsOf(pageInfo).hasNextPage === true) {
    throw new Error('the stand-in collects no more than 250 objects below one');
  }
  return bulkLines(connection, connections, parent);
}

/** Null where that was the last page. */
export function nextPage(connection: unknown): string | null {
  const page = fieldsOf(fieldsOf(connection).pageInfo);
  return page.hasNextPage === true ? String(page.endCursor) : null;
}

export function countNodes(connection: unknown): number {
  return nodesOf(connection).length;
}

function nodesOf(connection: unknown): Fields[] {
  const { nodes, edges } = fieldsOf(connection);
  if (Array.isArray(nodes)) return nodes as Fields[];
  return Array.isArray(edges) ? edges.map((edge) => fieldsOf(fieldsOf(edge).node)) : [];
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

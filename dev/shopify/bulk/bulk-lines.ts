type Fields = { readonly [field: string]: unknown };

/**
 * The lines of a page: each object of a connection is one, after the object that it belongs to, whose id it names as
 * `__parentId`. Right after it only where that was asked for (`groupObjects`): else after all others of the page.
 */
export function bulkLines(connection: unknown, connections: ReadonlySet<string>, isGrouped: boolean): string[] {
  const found = linesBelow(connection, connections, null, 0);
  return (isGrouped ? found : found.toSorted((a, b) => a.depth - b.depth)).map(({ line }) => line);
}

type Line = { line: string; depth: number };

function linesBelow(
  connection: unknown,
  connections: ReadonlySet<string>,
  parent: string | null,
  depth: number,
): Line[] {
  return nodesOf(connection).flatMap((node) => {
    const own = Object.entries(node).filter(([field]) => !connections.has(field));
    const line = JSON.stringify({ ...Object.fromEntries(own), ...(parent !== null && { __parentId: parent }) });
    const children = Object.entries(node).filter(([field]) => connections.has(field));
    return [
      { line, depth },
      ...children.flatMap(([, child]) => linesBelow(whole(child), connections, String(node.id), depth + 1)),
    ];
  });
}

function whole(connection: unknown): unknown {
  const { pageInfo } = fieldsOf(connection);
  if (fieldsOf(pageInfo).hasNextPage === true) {
    throw new Error('the stand-in collects no more than 250 objects below one');
  }
  return connection;
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

/** Whether two values are the same as JSON: the order of fields is nothing, nor is a field without a value. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const [fields, others] = [valuesOf(one), valuesOf(other)];
  return fields.size === others.size && [...fields].every(([name, value]) => isSameJson(value, others.get(name)));
}

function valuesOf(value: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(value).filter(([, each]) => each !== undefined));
}

/** Parts of DynamoDB's expression language. Attribute names are written `#name`, values `:name`. */

/** One condition of a write, by a name that says what it demands. */
export interface Condition {
  readonly expression: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

export const isNew: Condition = { expression: 'attribute_not_exists(#pk)' };

export const exists: Condition = { expression: 'attribute_exists(#pk)' };

/** The write makes the record `revision`: nobody wrote it since it was read. */
export function follows(revision: number): Condition {
  return revision === 1
    ? isNew
    : { expression: '#revision = :revisionBefore', values: { ':revisionBefore': revision - 1 } };
}

/** An update's text and its values. */
export interface Update {
  readonly expression: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** The parameters of a write that happens only if all conditions hold. */
export function conditional(conditions: readonly Condition[]) {
  return {
    ConditionExpression: allOf(conditions),
    ...placeholders(conditions),
  };
}

/** The parameters of an update that happens only if all conditions hold. */
export function conditionalUpdate(update: Update, conditions: readonly Condition[]) {
  return {
    UpdateExpression: update.expression,
    ConditionExpression: allOf(conditions),
    ...placeholders([update, ...conditions]),
  };
}

export function allOf(conditions: readonly Condition[]): string {
  return conditions.map(({ expression }) => `(${expression})`).join(' AND ');
}

/** The names and values that the expressions speak of; DynamoDB refuses any other. */
export function placeholders(parts: readonly (Condition | Update)[]) {
  const names = parts.flatMap(({ expression }) => expression.match(/#\w+/g) ?? []);
  const values = Object.assign({}, ...parts.map((part) => part.values));
  return {
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [name, name.slice(1)])),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values as Record<string, unknown> }),
  };
}

import { type GraphQLFieldResolver, getNamedType, isAbstractType } from 'graphql';
import type { AdminSchema } from '../schema/load.ts';
import { checkField, checkValue } from './access.ts';
import type { Context } from './context.ts';
import { isView } from './is-view.ts';
import { mutations } from './mutations/mutations.ts';
import { notEmulated, queries } from './queries.ts';

/** Resolves every field of the schema over views; what they lack is refused, never made up. */
export function fieldResolver(admin: AdminSchema): GraphQLFieldResolver<unknown, Context> {
  return (source, args, context, info) => {
    const { fieldName, parentType, returnType } = info;
    checkField(admin, context.access, parentType.name, fieldName, returnType);
    const value = resolve(source, args as Record<string, unknown>, context, parentType.name, fieldName);
    if (isAbstractType(getNamedType(returnType))) {
      for (const item of Array.isArray(value) ? value : [value]) checkValue(admin, context.access, fieldName, item);
    }
    return value;
  };
}

function resolve(
  source: unknown,
  args: Record<string, unknown>,
  context: Context,
  typeName: string,
  fieldName: string,
): unknown {
  if (typeName === 'QueryRoot' || typeName === 'Mutation') {
    const resolver = (typeName === 'Mutation' ? mutations : queries)[fieldName];
    if (resolver === undefined) throw notEmulated(`${typeName}.${fieldName}`);
    return resolver(args, context);
  }
  if (!isView(source) || !Object.hasOwn(source, fieldName)) throw notEmulated(`${typeName}.${fieldName}`);
  const value = source[fieldName];
  return typeof value === 'function' ? (value as (args: unknown) => unknown)(args) : value;
}

import { text, texts } from '../../document.ts';
import { gidType } from '../../gid.ts';
import { currentTags, tagKey } from '../../store/current.ts';
import type { Entity } from '../../store/entity.ts';
import { formatUtc } from '../../zoned-time.ts';
import { checkWrite } from '../access.ts';
import type { Context, Resolver } from '../context.ts';
import { requireGid, resourceNotFound } from '../ids.ts';
import { userError } from './user-error.ts';
import { visibleEntity } from './visible-entity.ts';

const TAGGABLE = new Set(['Order', 'Customer', 'Product']);
const TOPICS: Readonly<Record<string, readonly string[]>> = {
  Order: ['orders/updated'],
  Customer: ['customers/update'],
  Product: ['products/update'],
};

export const tagsAdd: Resolver = (args, context) => changeTags('tagsAdd', args, context);
export const tagsRemove: Resolver = (args, context) => changeTags('tagsRemove', args, context);

function changeTags(name: 'tagsAdd' | 'tagsRemove', args: Record<string, unknown>, context: Context) {
  const id = requireGid(args.id);
  const type = gidType(id);
  checkWrite(context.access, name, type);
  if (!TAGGABLE.has(type)) throw resourceNotFound(id);
  const typename = name === 'tagsAdd' ? 'TagsAddPayload' : 'TagsRemovePayload';
  const entity = visibleEntity(id, context);
  if (entity === undefined) {
    return { __typename: typename, node: null, userErrors: [userError(['id'], `${type} does not exist`)] };
  }
  // One text may hold several tags, separated by commas.
  const tags = texts(args.tags).flatMap((tag) => tag.split(',').flatMap((part) => part.trim() || []));
  if (tags.some((tag) => tag.length > 255)) {
    return { __typename: typename, node: null, userErrors: [userError(['tags'], `${type} tags is invalid`)] };
  }
  const changed = name === 'tagsAdd' ? withTags(entity, tags, context) : withoutTags(entity, tags, context);
  return { __typename: typename, node: () => context.reading.viewOf(changed), userErrors: [] };
}

function withTags(entity: Entity, tags: string[], context: Context): Entity {
  const present = new Set(currentTags(entity).map(tagKey));
  const added: string[] = [];
  for (const tag of tags) {
    if (present.has(tagKey(tag))) continue;
    present.add(tagKey(tag));
    added.push(tag);
  }
  if (added.length === 0) return entity;
  const { written } = entity;
  const restored = new Set(added.map(tagKey));
  const changed = {
    ...entity,
    written: {
      ...written,
      tagsAdded: [...written.tagsAdded, ...added],
      tagsRemoved: written.tagsRemoved.filter((tag) => !restored.has(tagKey(tag))),
      updatedAt: formatUtc(context.reading.now),
    },
  };
  announce(changed, 'customer.tags_added', added, context);
  return changed;
}

function withoutTags(entity: Entity, tags: string[], context: Context): Entity {
  const unwanted = new Set(tags.map(tagKey));
  const removed = currentTags(entity).filter((tag) => unwanted.has(tagKey(tag)));
  if (removed.length === 0) return entity;
  const { written } = entity;
  const changed = {
    ...entity,
    written: {
      ...written,
      tagsAdded: written.tagsAdded.filter((tag) => !unwanted.has(tagKey(tag))),
      tagsRemoved: [...written.tagsRemoved, ...removed],
      updatedAt: formatUtc(context.reading.now),
    },
  };
  announce(changed, 'customer.tags_removed', removed, context);
  return changed;
}

/** Tells of the tags that a change as a whole added and removed. */
export function announceCustomerTags(before: Entity, after: Entity, context: Context): void {
  const [old, now] = [currentTags(before), currentTags(after)];
  const without = (tags: readonly string[], others: readonly string[]) => {
    const known = new Set(others.map(tagKey));
    return tags.filter((tag) => !known.has(tagKey(tag)));
  };
  emitTags('customer.tags_added', after, without(now, old), context);
  emitTags('customer.tags_removed', after, without(old, now), context);
}

function emitTags(topic: string, { id, written }: Entity, tags: readonly string[], context: Context): void {
  if (tags.length === 0) return;
  context.emit(topic, { customerId: id, tags: [...tags], occurredAt: text(written.updatedAt) });
}

function announce(entity: Entity, customerTopic: string, tags: string[], context: Context): void {
  context.save(entity, TOPICS[entity.type] ?? []);
  if (entity.type === 'Customer') emitTags(customerTopic, entity, tags, context);
}

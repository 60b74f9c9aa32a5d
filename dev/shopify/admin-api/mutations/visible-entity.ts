import type { Gid } from '../../gid.ts';
import type { Entity } from '../../store/entity.ts';
import { isVisible } from '../../views/visible-order.ts';
import type { Context } from '../context.ts';

/** The resource that a mutation names, if the caller may see it. */
export function visibleEntity(id: Gid, { reading }: Context): Entity | undefined {
  const entity = reading.store.entity(reading.shop.domain, id);
  return entity?.type === 'Order' && !isVisible(entity, reading) ? undefined : entity;
}

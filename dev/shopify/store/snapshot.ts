import type { Document } from '../document.ts';
import { gidOf } from '../gid.ts';
import { parseTime } from '../zoned-time.ts';
import { type Entity, type EntityType, isNewer, newEntity, type Version, versionOf } from './entity.ts';
import type { Store } from './store.ts';

export type Delivered = { topic: string; payload: Document; body: Uint8Array; triggeredAt: Date };

export function versionFor({ payload, triggeredAt, body }: Delivered): Version {
  return versionOf(parseTime(payload.updated_at), triggeredAt.getTime(), body);
}

/** Takes a snapshot in, if it is newer than the last one; answers the resource then, else null. */
export function applySnapshot(
  store: Store,
  domain: string,
  type: EntityType,
  payload: Document,
  version: Version,
): Entity | null {
  const id = gidOf(type, payload);
  if (id === null) return null;
  const known = store.entity(domain, id);
  if (known !== undefined && !isNewer(version, known.version)) return null;
  const entity: Entity = {
    ...(known ?? newEntity(type, id, {})),
    document: { ...known?.document, ...payload },
    version,
    isStub: false,
  };
  store.putEntity(domain, entity);
  return entity;
}

import type { BulkOperations } from '../bulk/operations.ts';
import type { Entity } from '../store/entity.ts';
import type { Reading } from '../views/view.ts';
import type { Access } from './access.ts';

/** What a resolver has at hand. */
export type Context = {
  reading: Reading;
  access: Access;
  apiKey: string;
  bulk: BulkOperations;
  /** Stores a changed resource and emits its webhooks. */
  save(entity: Entity, topics: readonly string[]): void;
  /** Emits a webhook whose payload is no stored resource. */
  emit(topic: string, payload: { readonly [field: string]: unknown }): void;
  /** Sends the app a compliance webhook in so many days. */
  emitInDays(days: number, topic: string, payload: { readonly [field: string]: unknown }): void;
  /** A new id for a resource of this type. */
  newId(type: string): string;
};

export type Resolver = (args: Record<string, unknown>, context: Context) => unknown;

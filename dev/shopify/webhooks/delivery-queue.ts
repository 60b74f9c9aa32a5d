import type { Database } from '../store/database.ts';

/** One webhook on its way to the app: the body's very bytes and all headers but the signature. */
export type Delivery = {
  id: number;
  shop: string;
  topic: string;
  webhookId: string;
  eventId: string;
  headers: Readonly<Record<string, string>>;
  /** Where a review service sends it; absent for a webhook of the platform. */
  reviewPath?: string;
  body: Buffer;
  /** Failed attempts that count as retries so far. */
  retries: number;
  /** Domain time in milliseconds. */
  dueAtMs: number;
};

export type NewDelivery = Omit<Delivery, 'id' | 'retries'>;

/** Deliveries that have not succeeded, in the database from before their first attempt until after their success. */
export type DeliveryQueue = {
  add(delivery: NewDelivery): Delivery;
  all(): Delivery[];
  remove(id: number): void;
  /** Records a failure: the number of retries used up and when the next one is due. */
  postpone(delivery: Delivery, dueAtMs: number): Delivery;
};

export function openDeliveryQueue({ sql }: Database): DeliveryQueue {
  const pending = new Map<number, Delivery>();
  const insert = sql.prepare('INSERT INTO deliveries (json, body, retries, due_at) VALUES (?, ?, 0, ?)');
  const erase = sql.prepare('DELETE FROM deliveries WHERE id = ?');
  const update = sql.prepare('UPDATE deliveries SET retries = ?, due_at = ? WHERE id = ?');
  for (const row of sql.prepare('SELECT id, json, body, retries, due_at FROM deliveries ORDER BY id').all()) {
    const id = Number(row.id);
    const rest = JSON.parse(String(row.json)) as Omit<NewDelivery, 'body' | 'dueAtMs'>;
    const body = Buffer.from(row.body as Uint8Array);
    pending.set(id, { id, ...rest, body, retries: Number(row.retries), dueAtMs: Number(row.due_at) });
  }
  return {
    add({ body, dueAtMs, ...rest }) {
      const id = Number(insert.run(JSON.stringify(rest), body, dueAtMs).lastInsertRowid);
      const delivery = { id, ...rest, body, retries: 0, dueAtMs };
      pending.set(id, delivery);
      return delivery;
    },
    all: () => [...pending.values()],
    remove(id) {
      erase.run(id);
      pending.delete(id);
    },
    postpone(delivery, dueAtMs) {
      const later = { ...delivery, retries: delivery.retries + 1, dueAtMs };
      update.run(later.retries, dueAtMs, delivery.id);
      pending.set(delivery.id, later);
      return later;
    },
  };
}

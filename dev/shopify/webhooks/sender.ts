import { setTimeout as wait } from 'node:timers/promises';
import type { SignReview } from '../forward.ts';
import type { Delivery, DeliveryQueue, NewDelivery } from './delivery-queue.ts';
import { type Attempt, post } from './post.ts';
import { MAX_RETRIES, retryDelayMs } from './retry-schedule.ts';
import { signWebhook } from './signature.ts';

export type Log = (level: 'info' | 'warn' | 'error', message: string, details?: Record<string, unknown>) => void;

export type SenderOptions = {
  queue: DeliveryQueue;
  now: () => Date;
  apiSecret: string;
  signReview: SignReview;
  /** Where the app takes webhooks; asked for every attempt, since a restarted worker has another port. */
  webhookUrl: () => string;
  log: Log;
  /** The app took it over. */
  onTaken?: (delivery: Delivery) => void;
  /** How long a refused connection is tried again at once, in real time: an endpoint that is just booting. */
  refusedForMs?: number;
};

/** The outcome of a delivery's first attempt; `status` is 0 when no HTTP answer came, and `error` says why. */
export type FirstOutcome = { status: number | 'scheduled'; error?: string };

export type PendingDelivery = {
  shop: string;
  topic: string;
  webhookId: string;
  eventId: string;
  retries: number;
  dueAt: Date;
  state: 'sending' | 'scheduled';
};

export type Sender = {
  /** Puts a delivery on record; call within the transaction of the change it tells of, then `release`. */
  record(delivery: NewDelivery): Delivery;
  /** Sends what is due, after the transaction; answers the outcome of the first attempt. */
  release(delivery: Delivery): Promise<FirstOutcome>;
  /** Sends all that is due by now: at boot and when the domain clock moved. */
  sendDue(): void;
  pending(): PendingDelivery[];
  close(): Promise<void>;
};

const TIMEOUT_MS = 5_000;
const REFUSED_PAUSE_MS = 100;
const MAX_IN_FLIGHT = 32;
const MAX_TIMER_MS = 2 ** 31 - 1;

export function createSender(options: SenderOptions): Sender {
  const { queue, now, log } = options;
  const sending = new Map<number, Promise<FirstOutcome>>();
  const waiting: (() => void)[] = [];
  let inFlight = 0;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const send = (delivery: Delivery): Promise<FirstOutcome> => {
    const known = sending.get(delivery.id);
    if (known !== undefined) return known;
    const outcome = attemptInTurn(delivery).finally(() => {
      sending.delete(delivery.id);
      arm();
    });
    sending.set(delivery.id, outcome);
    return outcome;
  };

  const attemptInTurn = async (delivery: Delivery): Promise<FirstOutcome> => {
    if (inFlight >= MAX_IN_FLIGHT) await new Promise<void>((resolve) => waiting.push(resolve));
    inFlight += 1;
    try {
      return closed ? { status: 0, error: 'the platform is closing' } : settle(delivery, await attempt(delivery));
    } finally {
      inFlight -= 1;
      waiting.shift()?.();
    }
  };

  const attempt = async (delivery: Delivery): Promise<Attempt> => {
    const { body, reviewPath } = delivery;
    // A service that was disconnected meanwhile knows nothing of it, and is refused.
    const signature =
      reviewPath === undefined
        ? { 'X-Shopify-Hmac-Sha256': signWebhook(body, options.apiSecret) }
        : await options.signReview(reviewPath, 'judgeme', body);
    const headers = { ...delivery.headers, ...signature };
    const urlNow = () => new URL(reviewPath ?? '', options.webhookUrl()).href;
    const deadline = performance.now() + (options.refusedForMs ?? 30_000);
    for (;;) {
      const result = await post(urlNow(), headers, body, TIMEOUT_MS);
      if (result.kind !== 'refused' || performance.now() >= deadline || closed) return result;
      await wait(REFUSED_PAUSE_MS);
    }
  };

  const settle = (delivery: Delivery, result: Attempt): FirstOutcome => {
    const outcome = outcomeOf(result);
    if (result.kind === 'answered' && result.status >= 200 && result.status < 300) {
      queue.remove(delivery.id);
      options.onTaken?.(delivery);
    } else if (delivery.retries >= MAX_RETRIES) {
      queue.remove(delivery.id);
      log('warn', 'webhook given up after 8 retries', {
        topic: delivery.topic,
        webhookId: delivery.webhookId,
        ...outcome,
      });
    } else if (!closed) {
      queue.postpone(delivery, now().getTime() + retryDelayMs(delivery.retries + 1));
    }
    return outcome;
  };

  /** Wakes at the next due delivery; domain time runs as fast as real time between moves of the clock. */
  const arm = () => {
    clearTimeout(timer);
    if (closed) return;
    const scheduled = queue.all().filter((delivery) => !sending.has(delivery.id));
    if (scheduled.length === 0) return;
    const nextMs = Math.min(...scheduled.map((delivery) => delivery.dueAtMs)) - now().getTime();
    timer = setTimeout(sendDue, Math.min(Math.max(nextMs, 0), MAX_TIMER_MS));
    timer.unref();
  };

  const sendDue = () => {
    const nowMs = now().getTime();
    for (const delivery of queue.all()) {
      if (delivery.dueAtMs <= nowMs && !sending.has(delivery.id)) void release(delivery);
    }
    arm();
  };

  const release = async (delivery: Delivery): Promise<FirstOutcome> => {
    if (delivery.dueAtMs > now().getTime()) {
      arm();
      return { status: 'scheduled' };
    }
    return send(delivery).catch((error: unknown) => {
      log('error', 'webhook could not be sent', { topic: delivery.topic, error: String(error) });
      return { status: 0, error: String(error) };
    });
  };

  return {
    record: (delivery) => queue.add(delivery),
    release,
    sendDue,
    pending: () =>
      queue.all().map(({ id, shop, topic, webhookId, eventId, retries, dueAtMs }) => ({
        shop,
        topic,
        webhookId,
        eventId,
        retries,
        dueAt: new Date(dueAtMs),
        state: sending.has(id) ? 'sending' : 'scheduled',
      })),
    async close() {
      closed = true;
      clearTimeout(timer);
      await Promise.allSettled(sending.values());
    },
  };
}

function outcomeOf(result: Attempt): FirstOutcome {
  switch (result.kind) {
    case 'answered':
      return { status: result.status };
    case 'timed_out':
      return { status: 0, error: `no answer within ${TIMEOUT_MS / 1000} s` };
    case 'refused':
      return { status: 0, error: `connection refused (${result.reason})` };
  }
}

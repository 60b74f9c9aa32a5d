import type { Channel } from './channel.ts';

const defaultDurationMs = 5_000;

/** `shopify.toast`: the shell shows it and reports what the user did with it. */
export function installToast(channel: Channel): typeof shopify.toast {
  const callbacks = new Map<string, { action?: (() => void) | undefined; dismiss?: (() => void) | undefined }>();
  let last = 0;
  channel.on('toastEvent', ({ id, event }) => {
    callbacks.get(id)?.[event]?.();
    if (event === 'dismiss') callbacks.delete(id);
  });
  return {
    show(message, options = {}) {
      last += 1;
      const id = String(last);
      callbacks.set(id, { action: options.onAction, dismiss: options.onDismiss });
      channel.send({
        type: 'toast',
        id,
        message,
        isError: options.isError ?? false,
        durationMs: options.duration ?? defaultDurationMs,
        action: options.action ?? null,
      });
      return id;
    },
    hide: (id) => channel.send({ type: 'hideToast', id }),
  };
}

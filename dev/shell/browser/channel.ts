import { type FromApp, type FromShell, unwrap, wrap } from './protocol.ts';

/** The app's end of the line to the admin shell. What is sent before the shell has answered waits. */
export interface Channel {
  send(message: FromApp): void;
  on<Type extends FromShell['type']>(type: Type, listener: (message: Extract<FromShell, { type: Type }>) => void): void;
  /** Sends a message with a fresh request number; resolves with the answer of the same type and number. */
  ask<Type extends 'idToken' | 'leave'>(type: Type): Promise<Answer<Type>>;
}

type Answer<Type extends 'idToken' | 'leave'> = Extract<FromShell, { type: Type }>;

/**
 * @param isShell whether an origin may be the shell: only its messages are heard, and it alone is spoken to. The very
 * first message goes to whoever frames the page and says nothing.
 */
export function openChannel(isShell: (origin: string) => boolean): Channel {
  const listeners = new Map<string, Array<(message: FromShell) => void>>();
  const waiting: FromApp[] = [];
  let shellOrigin: string | undefined;
  let lastRequest = 0;

  const channel: Channel = {
    send(message) {
      if (shellOrigin === undefined) waiting.push(message);
      else window.parent.postMessage(wrap(message), shellOrigin);
    },
    on(type, listener) {
      listeners.set(type, [...(listeners.get(type) ?? []), listener as (message: FromShell) => void]);
    },
    ask(type) {
      lastRequest += 1;
      const request = lastRequest;
      channel.send({ type, request });
      return new Promise((resolve) => {
        channel.on(type, (message) => {
          if ('request' in message && message.request === request) resolve(message);
        });
      });
    },
  };

  window.addEventListener('message', (event) => {
    if (event.source !== window.parent || !isShell(event.origin)) return;
    const message = unwrap<FromShell>(event.data);
    if (!message) return;
    if (shellOrigin === undefined) {
      shellOrigin = event.origin;
      for (const held of waiting.splice(0)) channel.send(held);
    }
    for (const listener of listeners.get(message.type) ?? []) listener(message);
  });
  if (window.parent !== window) window.parent.postMessage(wrap<FromApp>({ type: 'hello' }), '*');
  return channel;
}

import type { Asked, EffectPerformer, Prepared } from '../core/ports.ts';
import { prepareMessage, type SendPorts, sendMessage } from '../core/use-cases/send-message.ts';
import type { AdminPerformer } from './shopify/effects.ts';

/** The Admin API is asked for the change itself: what has to be read for it is part of its way to exactly once. */
const NOTHING_TO_PREPARE: Asked<Prepared> = { asked: [], answer: { kind: 'ready', letter: null } };

/** Does each effect by its kind: messages through the messenger, all others through the Admin API. */
export function createPerformer(admin: AdminPerformer, messages: SendPorts): EffectPerformer {
  return {
    // No provider can be asked whether it sent a message, and twice sent is twice read.
    exactlyOnce: (kind) => (kind === 'customer.message' ? 'once' : admin.exactlyOnce(kind)),
    async prepare(shop, effect, decision) {
      const { action } = effect;
      return action.kind === 'customer.message'
        ? prepareMessage(messages, shop, { ...effect, action }, decision)
        : NOTHING_TO_PREPARE;
    },
    async perform(shop, effect, letter) {
      const { action } = effect;
      if (action.kind !== 'customer.message') return admin.perform(shop, effect);
      if (letter === null) throw new Error(`${effect.id} has no letter`);
      return sendMessage(messages.messenger, shop, { ...effect, action }, letter);
    },
    readBack: (shop, effect) => admin.readBack(shop, effect),
  };
}

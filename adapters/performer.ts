import type { EffectPerformer } from '../core/ports.ts';
import { type SendPorts, sendMessage } from '../core/use-cases/send-message.ts';

/** Does each effect by its kind: messages through the messenger, all others through the Admin API. */
export function createPerformer(admin: EffectPerformer, messages: SendPorts): EffectPerformer {
  return {
    // No provider can be asked whether it sent a message, and twice sent is twice read.
    exactlyOnce: (kind) => (kind === 'customer.message' ? 'once' : admin.exactlyOnce(kind)),
    perform(shop, effect, decision) {
      const { action } = effect;
      return action.kind === 'customer.message'
        ? sendMessage(messages, shop, { ...effect, action }, decision)
        : admin.perform(shop, effect, decision);
    },
    readBack: (shop, effect) => admin.readBack(shop, effect),
  };
}

import { assertNever } from '../assert-never.ts';
import { composeMessage } from '../compose-message.ts';
import type { Decision } from '../decide.ts';
import { type EffectOf, type EffectOutcome, pauseMs } from '../effects.ts';
import type { ShopDomain } from '../identity.ts';
import { messageValues } from '../message-variables.ts';
import type {
  Asked,
  Letter,
  MessageTemplates,
  Messenger,
  PolicyStore,
  Prepared,
  ReadFailure,
  RecipientReader,
  Sent,
} from '../ports.ts';

export interface PreparePorts {
  readonly policies: Pick<PolicyStore, 'version'>;
  readonly recipients: RecipientReader;
  readonly templates: MessageTemplates;
}

export interface SendPorts extends PreparePorts {
  readonly messenger: Messenger;
}

type MessageEffect = EffectOf<'customer.message'>;

const READ = 'MessageRecipient';
/** How an attempt to send stands in an effect's history, beside the operations of the Admin API. */
export const SEND = 'SendEmail';

/** Reads who gets the message of an effect and fills in the text of the policy that decided. */
export async function prepareMessage(
  ports: PreparePorts,
  shop: ShopDomain,
  effect: MessageEffect,
  decision: Decision,
): Promise<Asked<Prepared>> {
  return { asked: [READ], answer: await letterOf(ports, shop, effect, decision) };
}

/** @throws Error when the decision's policy has no such message: versions never change, so that is a bug. */
async function letterOf(
  ports: PreparePorts,
  shop: ShopDomain,
  effect: MessageEffect,
  decision: Decision,
): Promise<Prepared> {
  const policy = await ports.policies.version(shop, decision.policyVersion);
  const perk = policy?.rules.find(({ id }) => id === effect.rule)?.perk;
  if (perk?.kind !== 'message') throw new Error(`policy ${decision.policyVersion} has no message of ${effect.rule}`);
  const { customer } = effect.action;
  if (customer === null) throw new Error('a message to a customer whose data was erased');
  const read = await ports.recipients.recipient(shop, customer);
  if (read.kind !== 'found') return unread(read, effect);
  const { email: to, shopName: fromName, shopEmail: replyTo } = read.recipient;
  if (to === null) return refused('the customer has no e-mail address');
  const composed = await composeMessage(ports.templates, perk, messageValues(decision, read.recipient));
  if (composed.kind === 'failed') return refused(composed.problem);
  return { kind: 'ready', letter: { channel: 'email', to, fromName, replyTo, ...composed.content } };
}

/** Hands the message of an effect to the provider, once. */
export async function sendMessage(
  messenger: Messenger,
  shop: ShopDomain,
  effect: MessageEffect,
  letter: Letter,
): Promise<Asked<EffectOutcome>> {
  return { asked: [SEND], answer: outcomeOf(await messenger.send({ shop, id: effect.id, ...letter }), effect) };
}

function outcomeOf(sent: Sent, effect: MessageEffect): EffectOutcome {
  const { kind } = sent;
  switch (kind) {
    case 'done':
    case 'refused':
      return sent;
    case 'again':
      return { kind, problem: sent.problem, afterMs: sent.afterMs ?? pauseMs(effect), maybeDone: false };
    case 'unclear':
      return { kind: 'again', problem: sent.problem, afterMs: pauseMs(effect), maybeDone: true };
    default:
      return assertNever(kind);
  }
}

function unread(
  read: { readonly kind: 'missing' } | ReadFailure,
  effect: MessageEffect,
): Exclude<EffectOutcome, { kind: 'done' }> {
  switch (read.kind) {
    case 'missing':
      return refused('the customer was deleted in the shop');
    case 'denied':
      return { ...refused(read.problem), missingScope: true };
    case 'unavailable':
      return { afterMs: pauseMs(effect), ...read, kind: 'again', maybeDone: false };
    default:
      return assertNever(read);
  }
}

function refused(problem: string) {
  return { kind: 'refused', problem } as const;
}

import { assertNever } from '../assert-never.ts';
import { composeMessage, type MessageContent } from '../compose-message.ts';
import type { Decision } from '../decide.ts';
import { type EffectOf, type EffectOutcome, pauseMs } from '../effects.ts';
import type { ShopDomain } from '../identity.ts';
import { messageValues } from '../message-variables.ts';
import { NothingDone } from '../nothing-done.ts';
import type {
  Asked,
  MessageTemplates,
  Messenger,
  PolicyStore,
  ReadFailure,
  Recipient,
  RecipientReader,
} from '../ports.ts';

export interface SendPorts {
  readonly policies: Pick<PolicyStore, 'version'>;
  readonly recipients: RecipientReader;
  readonly templates: MessageTemplates;
  readonly messenger: Messenger;
}

type MessageEffect = EffectOf<'customer.message'>;

/**
 * Makes one attempt to send the message of an effect: reads who gets it, fills in the text of the policy that decided,
 * and hands it to the provider.
 *
 * @throws NothingDone where it failed before the provider was asked.
 */
export async function sendMessage(
  ports: SendPorts,
  shop: ShopDomain,
  effect: MessageEffect,
  decision: Decision,
): Promise<Asked<EffectOutcome>> {
  const asked = ['MessageRecipient'];
  const prepared = await prepare(ports, shop, effect, decision).catch((error: unknown) => {
    throw new NothingDone(error);
  });
  if (prepared.kind !== 'letter') return { asked, answer: prepared };
  return { asked: [...asked, SEND], answer: await send(ports.messenger, { shop, effect, ...prepared }) };
}

/** @throws Error when the decision's policy has no such message: versions never change, so that is a bug. */
async function prepare(
  ports: SendPorts,
  shop: ShopDomain,
  effect: MessageEffect,
  decision: Decision,
): Promise<Prepared | Exclude<EffectOutcome, { kind: 'done' }>> {
  const policy = await ports.policies.version(shop, decision.policyVersion);
  const perk = policy?.rules.find(({ id }) => id === effect.rule)?.perk;
  if (perk?.kind !== 'message') throw new Error(`policy ${decision.policyVersion} has no message of ${effect.rule}`);
  const { customer } = effect.action;
  if (customer === null) throw new Error('a message to a customer whose data was erased');
  const read = await ports.recipients.recipient(shop, customer);
  if (read.kind !== 'found') return unread(read, effect);
  const { recipient } = read;
  if (recipient.email === null) return refused('the customer has no e-mail address');
  const composed = await composeMessage(ports.templates, perk, messageValues(decision, recipient));
  if (composed.kind === 'failed') return refused(composed.problem);
  return { kind: 'letter', to: recipient.email, recipient, content: composed.content };
}

/** How an attempt to send stands in an effect's history, beside the operations of the Admin API. */
export const SEND = 'SendEmail';

interface Prepared {
  readonly kind: 'letter';
  readonly to: string;
  readonly recipient: Recipient;
  readonly content: MessageContent;
}

type Letter = Omit<Prepared, 'kind'> & { readonly shop: ShopDomain; readonly effect: MessageEffect };

async function send(messenger: Messenger, letter: Letter): Promise<EffectOutcome> {
  const { shop, effect, to, recipient, content } = letter;
  const { shopName: fromName, shopEmail: replyTo } = recipient;
  const sent = await messenger.send({
    shop,
    id: effect.id,
    channel: 'email',
    to,
    fromName,
    replyTo,
    ...content,
  });
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

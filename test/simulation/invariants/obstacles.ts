import { type Effect, GIVE_UP_AFTER_MS } from '../../../core/effects.ts';
import type { Instant } from '../../../core/identity.ts';
import { creditsOf } from '../world/customer.ts';
import type { FaultKind } from '../world/faults.ts';
import { addressOf } from '../world/mail.ts';
import { orderEver, wasShutOut, whoIs } from '../world/shop.ts';
import { allDecisions, type Evidence, isInstalled } from './evidence.ts';

/** What of the world keeps an effect from being in the shop, as far as its state claims so; null: nothing does. */
export function standsInTheWay(evidence: Evidence, effect: Effect): string | null {
  const { shop } = evidence;
  const last = effect.history.at(-1);
  switch (effect.state) {
    case 'done':
      return null;
    case 'pending':
    case 'attempting':
      // What is tried for 48 hours is judged by another invariant.
      if (shop?.uninstalledAt === null && shop.perksStoppedAt !== null) return 'perks are stopped';
      return evidence.at - effect.since < GIVE_UP_AFTER_MS && !couldBeReached(evidence, evidence.at)
        ? 'shut out'
        : null;
    case 'refused':
      if (last?.what === 'given_up') return wasShutOutLong(evidence, effect, last.at);
      if (last?.what === 'failed') return 'the function died each time';
      if (hasNoAddress(evidence, effect)) return 'no address';
      if (wasNobody(evidence, effect)) return 'its customer was nobody any more, as nobody had told yet';
      if (isOfDeleted(evidence, effect)) return 'its order was deleted';
      if (wasDeleted(evidence, effect)) return 'its customer was deleted';
      if (isAnsweredOtherwise(evidence, effect)) return 'somebody answered the return otherwise';
      return wasRefused(evidence, effect) ? 'the shop refused it' : null;
    case 'unclear':
      if (last?.what === 'given_up') return wasShutOutLong(evidence, effect, last.at);
      if (last?.what === 'read_back') return isAlikeByHand(evidence, effect) ? 'somebody gave one alike by hand' : null;
      if (last?.what === 'lost') return wasLost(evidence, effect) ? 'the provider’s answer was lost' : null;
      return last?.what === 'stopped' || last?.what === 'failed' ? last.what : null;
    case 'held':
      return shop?.perksStoppedAt !== null || !isInstalled(evidence) ? 'perks are stopped' : null;
    case 'stopped':
      return last && wasUninstalledBy(evidence, last.at) ? 'the app was uninstalled' : null;
    case 'abandoned':
      if (last?.by !== undefined) return 'a person left it';
      if (isOfDeleted(evidence, effect)) return 'its order was deleted';
      return isErased(evidence, effect) ? 'its customer was erased' : null;
  }
}

function isErased(evidence: Evidence, effect: Effect): boolean {
  const decision = allDecisions(evidence).find(({ effects }) => effects.includes(effect));
  return decision?.erasedAt !== undefined && decision.event.customer === null;
}

/** Before or since they were merged. */
function hasNoAddress({ truth }: Evidence, { action }: Effect): boolean {
  if (action.kind !== 'customer.message') return false;
  const customer = action.customer ?? '';
  return [customer, whoIs(truth, customer)].some((id) => addressOf(id) === null);
}

/** They were merged when it was tried, and the app did not know. */
function wasNobody({ truth }: Evidence, { action, history }: Effect): boolean {
  if (!('customer' in action)) return false;
  const mergedAt = truth.merges.find(({ gone }) => gone === action.customer)?.at;
  return mergedAt !== undefined && (history.at(-1)?.at ?? 0) >= mergedAt;
}

/** It was, when it was tried or left. The answer of an attempt that died on the way stands behind what came meanwhile. */
function isOfDeleted({ truth }: Evidence, { order, history }: Effect): boolean {
  const deleted = truth.deletedOrders.get(order ?? '');
  return deleted !== undefined && history.some(({ at }) => at >= deleted.at);
}

/** They were, when it was tried. */
function wasDeleted({ truth }: Evidence, { action, history }: Effect): boolean {
  if (!('customer' in action)) return false;
  const deleted = truth.deleted.get(action.customer ?? '');
  return deleted !== undefined && (history.at(-1)?.at ?? 0) >= deleted.at;
}

/** It says which answer, and that is how it stands. */
function isAnsweredOtherwise({ truth }: Evidence, { action, problem }: Effect): boolean {
  if (action.kind !== 'return.approve') return false;
  const found = truth.returns.get(action.return);
  if (!found || found.approved) return false;
  return (
    (found.status === 'DECLINED' && problem === 'staff declined it') ||
    (found.status === 'CANCELED' && problem === 'it was cancelled before it was approved')
  );
}

export function isAbout({ truth }: Evidence, { order, action }: Effect, subject: string): boolean {
  // Whose data is erased, only the shop can say.
  const owner = () => orderEver(truth, order)?.customer;
  const of =
    ('return' in action && action.return) || ('customer' in action && (action.customer ?? owner())) || (order ?? '');
  return (
    subject !== '' &&
    [of, whoIs(truth, of)].some((id) => id.endsWith(`/${subject.slice(subject.lastIndexOf('/') + 1)}`))
  );
}

/** After these the intent is written, and nobody knows any more that nobody was asked. */
export const LEAVES_AN_INTENT: readonly FaultKind[] = [
  'crash',
  'halt',
  'slow',
  'store.answer_lost',
  'store.conflict_with_itself',
  // The access token can't be loaded: the call is a bug's, which may have done anything.
  'store.throttled',
];

function wasLost({ truth, told }: Evidence, { id }: Effect): boolean {
  return truth.lostMails.includes(id) || told.life.faults.some((kind) => LEAVES_AN_INTENT.includes(kind));
}

function isAlikeByHand({ truth }: Evidence, { action }: Effect): boolean {
  if (action.kind !== 'customer.credit') return false;
  return creditsOf(truth, whoIs(truth, action.customer ?? '')).some(
    ({ by, amountMinor }) => by === 'staff' && amountMinor === action.amount.amountMinor,
  );
}

function wasRefused(evidence: Evidence, effect: Effect): boolean {
  return evidence.truth.refusals.some(
    ({ kind, subject }) => (kind === 'denied' || kind === 'user_error') && isAbout(evidence, effect, subject),
  );
}

export function wasUninstalledBy({ truth }: Evidence, at: Instant): boolean {
  return truth.presence.some((each) => !each.installed && each.at <= at);
}

function couldBeReached({ truth }: Evidence, at: Instant): boolean {
  return !wasShutOut(truth, at);
}

/** So often it was tried in vain in 48 hours; some try goes well on any but the worst days. */
const IN_VAIN = 12;

/** All the time that it was tried, the app was not let in, was not allowed to find out, or met one failure after another. */
function wasShutOutLong(evidence: Evidence, effect: Effect, until: Instant): string | null {
  if (until - effect.since < GIVE_UP_AFTER_MS) return null;
  const failures = evidence.truth.refusals.filter(
    ({ at, subject }) => at >= effect.since && isAbout(evidence, effect, subject),
  );
  if (failures.length >= IN_VAIN) return 'the shop failed each time';
  const { truth } = evidence;
  const granted = truth.grants.findLast(({ at }) => at <= until)?.scopes ?? [];
  const isDenied = !granted.includes('read_store_credit_accounts');
  if (wasShutOut(truth, until) || isDenied) return 'the app was shut out';
  return null;
}

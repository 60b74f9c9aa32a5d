import type { Instant, ShopDomain } from '../identity.ts';
import type { ConfirmInstallation, ShopRedactionStore, ShopStore } from '../ports.ts';
import { isBeingDeleted, type ShopRedaction } from '../shop-redaction.ts';
import type { Observed } from './observe-ports.ts';

interface RedactionPorts {
  readonly shops: ShopStore;
  readonly redactions: ShopRedactionStore;
}

/** Nobody else begins meanwhile; longer than a function lives. */
const LEASE_MS = 2 * 60_000;
/** Whatever was under way when the shop was deleted has been written by then: a function lives a minute. */
const SETTLE_MS = 3 * 60_000;

/**
 * Writes down that everything of a shop is to be deleted. A shop that has the app, since it installed it again within the
 * 48 hours, keeps everything; whether it has, the shop itself says, as the news that it left may have been lost.
 */
export async function askShopRedaction(
  ports: RedactionPorts & { readonly confirmInstallation: ConfirmInstallation },
  domain: ShopDomain,
  now: Instant,
): Promise<Observed> {
  const shop = await ports.shops.find(domain);
  const known = await ports.redactions.find(domain);
  if (isBeingDeleted(known)) return { kind: 'to_redact' };
  // Said twice.
  if (!shop && known?.outcome === 'deleted') return { kind: 'known' };
  const begun = newRedaction(known, now);
  if (shop?.uninstalledAt === null) {
    const confirmed = await ports.confirmInstallation(domain);
    if (confirmed === 'unreachable') {
      return { kind: 'try_again', problem: 'the shop could not be asked whether it has the app' };
    }
    if (confirmed === 'confirmed') {
      await ports.redactions.save(domain, { ...begun, outcome: 'installed_again', finishedAt: now });
      return { kind: 'ignored', reason: 'installed_again' };
    }
    // Asked for in the same moment by somebody else.
    if (confirmed === 'being_deleted') return { kind: 'to_redact' };
    await ports.shops.uninstall(domain, now);
  }
  if (await ports.redactions.save(domain, begun)) return { kind: 'to_redact' };
  return { kind: 'try_again', problem: 'the deleting could not be written down' };
}

function newRedaction(known: ShopRedaction | null, now: Instant): ShopRedaction {
  const revision = (known?.revision ?? 0) + 1;
  const nothing = { finishedAt: null, outcome: null, settling: false, cursor: null, deleted: 0 };
  return { ...nothing, revision, askedAt: now, notBefore: now };
}

/**
 * Deletes what is kept of a shop, for as long as `hasTime`: first the shop itself, so that nothing is done in its name any
 * more; then, when what was under way is over, all else. It may end at any moment and goes on at the next call; doing it
 * again changes nothing. A shop that installs the app again meanwhile waits until it is over; one that did before
 * it was written down keeps what is there.
 */
export async function redactShop(
  { redactions }: { readonly redactions: ShopRedactionStore },
  shop: ShopDomain,
  now: Instant,
  hasTime: () => boolean,
): Promise<'deleted' | 'installed_again' | 'later' | 'nothing_due'> {
  const redaction = await redactions.find(shop);
  if (redaction?.outcome !== null || redaction.notBefore > now) return 'nothing_due';
  const leased: ShopRedaction = { ...redaction, revision: redaction.revision + 1, notBefore: now + LEASE_MS };
  if (!(await redactions.save(shop, leased))) return 'nothing_due';
  const next = { ...(await deleteSome(redactions, shop, leased, now, hasTime)), revision: leased.revision + 1 };
  // Where it can't be saved somebody else is at it: they find little left.
  return (await redactions.save(shop, next)) ? (next.outcome ?? 'later') : 'later';
}

/** What is written down then. */
async function deleteSome(
  redactions: ShopRedactionStore,
  shop: ShopDomain,
  begun: ShopRedaction,
  now: Instant,
  hasTime: () => boolean,
): Promise<ShopRedaction> {
  // Each time: who opens the app meanwhile leaves a session.
  const own = await redactions.deleteShop(shop);
  let gone: ShopRedaction = { ...begun, deleted: begun.deleted + own.deleted, notBefore: now };
  if (own.left === 'installed') return { ...gone, cursor: null, outcome: 'installed_again', finishedAt: now };
  // Somebody else is at it, or the answer got lost: it stays due.
  if (own.left === 'some') return gone;
  if (!begun.settling) return { ...gone, settling: true, cursor: null, notBefore: now + SETTLE_MS };
  while (hasTime()) {
    const share = await redactions.deleteRecords(shop, gone.cursor);
    gone = { ...gone, deleted: gone.deleted + share.deleted, cursor: share.cursor };
    if (share.isAll) return { ...gone, cursor: null, outcome: 'deleted', finishedAt: now };
  }
  return gone;
}

import type { Instant, ShopDomain } from '../identity.ts';
import type { ConfirmInstallation, ShopRedactionStore, ShopStore } from '../ports.ts';
import type { ShopRedaction } from '../shop-redaction.ts';
import type { Observed } from './observe-ports.ts';

export interface RedactionPorts {
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
  if (known?.outcome === null) return { kind: 'to_redact' };
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
    await ports.shops.uninstall(domain, now);
  }
  await ports.redactions.save(domain, begun);
  return { kind: 'to_redact' };
}

function newRedaction(known: ShopRedaction | null, now: Instant): ShopRedaction {
  const revision = (known?.revision ?? 0) + 1;
  const nothing = { finishedAt: null, outcome: null, settling: false, cursor: null, deleted: 0 };
  return { ...nothing, revision, askedAt: now, notBefore: now };
}

/**
 * Deletes what is kept of a shop, for as long as `hasTime`: first the shop itself, so that nothing is done in its name any
 * more, then all else. It may end at any moment and goes on at the next call; doing it again changes nothing. It stops
 * when the shop installs the app again meanwhile.
 */
export async function redactShop(
  ports: RedactionPorts,
  shop: ShopDomain,
  now: Instant,
  hasTime: () => boolean,
): Promise<'deleted' | 'installed_again' | 'later' | 'nothing_due'> {
  const { redactions } = ports;
  const redaction = await redactions.find(shop);
  if (redaction?.outcome !== null || redaction.notBefore > now) return 'nothing_due';
  const leased: ShopRedaction = { ...redaction, revision: redaction.revision + 1, notBefore: now + LEASE_MS };
  if (!(await redactions.save(shop, leased))) return 'nothing_due';
  const gone = await deleteSome(ports, shop, redaction.cursor, hasTime);
  const next = nextRedaction(leased, gone, now);
  // Where it can't be saved somebody else is at it: they find little left.
  return (await redactions.save(shop, next)) ? (next.outcome ?? 'later') : 'later';
}

interface Gone {
  readonly deleted: number;
  readonly left: 'installed_again' | 'nothing' | { readonly cursor: string | null };
}

async function deleteSome(
  { shops, redactions }: RedactionPorts,
  shop: ShopDomain,
  from: string | null,
  hasTime: () => boolean,
): Promise<Gone> {
  const first = await redactions.deleteShop(shop);
  let { deleted } = first;
  if (first.left === 'installed') return { deleted, left: 'installed_again' };
  // Somebody else is at it, or the answer got lost: it stays due.
  if (first.left === 'some') return { deleted, left: { cursor: from } };
  let cursor = from;
  while (hasTime()) {
    // Before each share: what a shop writes that came back is its own.
    if (await shops.find(shop)) return { deleted, left: 'installed_again' };
    const share = await redactions.deleteRecords(shop, cursor);
    deleted += share.deleted;
    cursor = share.cursor;
    if (share.isAll) return { deleted, left: 'nothing' };
  }
  return { deleted, left: { cursor } };
}

function nextRedaction(leased: ShopRedaction, { deleted, left }: Gone, now: Instant): ShopRedaction {
  const next = { ...leased, revision: leased.revision + 1, deleted: leased.deleted + deleted, notBefore: now };
  if (left === 'installed_again') return { ...next, cursor: null, outcome: left, finishedAt: now };
  if (left !== 'nothing') return { ...next, cursor: left.cursor };
  if (leased.settling) return { ...next, cursor: null, outcome: 'deleted', finishedAt: now };
  return { ...next, cursor: null, settling: true, notBefore: now + SETTLE_MS };
}

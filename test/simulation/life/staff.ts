import type { Services } from '../../../adapters/compose.ts';
import { type FileAnswer, type FileAsked, sendOrderFile } from '../../../app/order-file-sender.ts';
import { answerFile, fileRequest } from '../../../app/past-file.server.ts';
import { assertNever } from '../../../core/assert-never.ts';
import { publishPolicy } from '../../../core/use-cases/publish-policy.ts';
import { steerImport } from '../../../core/use-cases/steer-import.ts';
import { blobOf, type ShopOrderFile } from '../world/order-file.ts';
import type { SimulatedShop } from '../world/shop.ts';
import { openSession } from '../world/tokens.ts';
import type { World } from '../world/world.ts';
import { attend } from './attend.ts';
import type { LifeEvent } from './events.ts';
import { say } from './say.ts';

type Of<Kind extends LifeEvent['kind']> = Extract<LifeEvent, { kind: Kind }>;

/** What the shop’s people do in the app or about it; they try again until it went well. */
export function actOfStaff(
  world: World,
  shop: SimulatedShop,
  event: Of<'installed' | 'uninstalled' | 'scopes' | 'published' | 'perks' | 'attended' | 'import' | 'file_read'>,
): void {
  const { domain } = shop;
  const now = () => world.ground.agenda.now();
  switch (event.kind) {
    case 'installed':
      if (shop.installed) return;
      shop.installed = true;
      shop.installations += 1;
      shop.presence.push({ at: now(), installed: true });
      grant(world, shop, event, null);
      shop.refreshToken = `refresh-${shop.installations} of ${domain}`;
      // The platform tells nothing of an installation: the app is opened.
      inApp(world, shop, event.name, async (services) => {
        const session = openSession(shop, now());
        await services.sessions.storeSession(session);
        await services.shopInstalled(session);
      });
      return;
    case 'uninstalled':
      if (!shop.installed) return;
      world.deliveries.tell({ shop: domain, topic: 'app/uninstalled', body: '{}', subject: event.name });
      shop.installed = false;
      shop.presence.push({ at: now(), installed: false });
      shop.tokens.clear();
      shop.refreshToken = null;
      return;
    case 'scopes':
      if (event.isTold) {
        const topic = 'app/scopes_update';
        const body = JSON.stringify({ previous: shop.scopes, current: event.scopes });
        grant(world, shop, event, topic);
        say(world, shop, topic, body, event.name);
        return;
      }
      grant(world, shop, event, null);
      inApp(world, shop, event.name, (services) => open(services, shop, now()));
      return;
    case 'published':
      inApp(world, shop, event.name, async (services) => {
        await open(services, shop, now());
        const known = await services.shops.find(domain);
        if (!known) throw new Error('not yet installed');
        const draft = { rules: inCurrency(event.rules, known.currency) };
        const published = await publishPolicy(services, known, draft, known.policyVersion, 'staff', now());
        if (published.kind === 'invalid') throw new TypeError(JSON.stringify(published.problems));
        if (published.kind === 'outdated') throw new Error('somebody else published');
      });
      return;
    case 'perks':
      inApp(world, shop, event.name, async (services) => {
        await open(services, shop, now());
        await services.shops.switchPerks(domain, event.to, now());
      });
      return;
    case 'import':
      inApp(world, shop, event.name, async (services) => {
        await open(services, shop, now());
        await steerImport(services, domain, event.steering, Math.floor(now()));
      });
      return;
    case 'file_read': {
      const file = shop.orderFile;
      if (!file) return;
      inApp(world, shop, event.name, async (services) => {
        await open(services, shop, now());
        await readOrderFile(world, services, shop, file);
      });
      return;
    }
    case 'attended':
      inApp(world, shop, event.name, async (services) => {
        await open(services, shop, now());
        await attend(services, shop, now);
      });
      return;
    default:
      assertNever(event);
  }
}

/** Somebody looks into the app, and does nothing there. */
export function lookIn(world: World, shop: SimulatedShop): void {
  if (!shop.installed) return;
  inApp(world, shop, `looked in ${shop.domain}`, (services) => open(services, shop, world.ground.agenda.now()));
}

/** `topic`: of what is told of it; null where the app is opened. */
function grant(
  world: World,
  shop: SimulatedShop,
  { name, scopes }: Of<'installed' | 'scopes'>,
  topic: string | null,
): void {
  shop.scopes = scopes;
  shop.grants.push({ at: world.ground.agenda.now(), name, topic, scopes });
}

/** As somebody writes rules who knows the shop's currency. */
function inCurrency(rules: readonly object[], currency: string): unknown {
  return JSON.parse(JSON.stringify(rules).replaceAll('"currency":"USD"', `"currency":"${currency}"`));
}

/** A piece holds fewer orders than in a browser, so that small files have several. */
const ORDERS_OF_A_PIECE = 2;

/** A page that is closed, or breaks, is opened again with the same file. */
async function readOrderFile(
  { ground: { agenda } }: World,
  services: Services,
  { domain }: SimulatedShop,
  file: ShopOrderFile,
): Promise<void> {
  const ask = async (asked: FileAsked): Promise<FileAnswer | null> => {
    const request = fileRequest.parse(asked);
    return answerFile(services, domain, request, () => agenda.now()).catch(() => null);
  };
  const wait = (ms: number) => new Promise<void>((resolve) => agenda.at(agenda.now() + ms, resolve));
  const sender = { ask, wait, onReached: () => undefined, isStopped: () => false };
  const sent = await sendOrderFile(blobOf(file), file.name, sender, ORDERS_OF_A_PIECE);
  if (sent.kind === 'failed' && sent.problem === null) throw new Error('the file could not be sent');
  if (sent.kind === 'wrong_file') throw new TypeError(sent.problem);
}

/** Opening the app exchanges a token where there is none that is worth anything, and confirms the installation. */
async function open(services: Services, shop: SimulatedShop, now: number): Promise<void> {
  const session = await services.sessions.loadSession(`offline_${shop.domain}`);
  const confirmed = session && (await services.confirmInstallation(shop.domain));
  if (confirmed === 'confirmed') return;
  if (confirmed === 'unreachable') throw new Error('the shop can’t be reached');
  if (!shop.installed) throw new Error('the shop shows no app that it does not have');
  const opened = openSession(shop, now);
  await services.sessions.storeSession(opened);
  await services.shopInstalled(opened);
}

/** Nobody goes on with it once the app was taken out. */
function inApp(world: World, shop: SimulatedShop, task: string, work: (services: Services) => Promise<void>): void {
  const { installations } = shop;
  world.staff(task, work, () => !shop.installed || shop.installations !== installations);
}

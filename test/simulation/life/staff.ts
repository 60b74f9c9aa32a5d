import type { Services } from '../../../adapters/compose.ts';
import { assertNever } from '../../../core/assert-never.ts';
import { publishPolicy } from '../../../core/use-cases/publish-policy.ts';
import { steerImport } from '../../../core/use-cases/steer-import.ts';
import type { SimulatedShop } from '../world/shop.ts';
import { openSession } from '../world/tokens.ts';
import type { World } from '../world/world.ts';
import { attend } from './attend.ts';
import type { LifeEvent } from './events.ts';

type Of<Kind extends LifeEvent['kind']> = Extract<LifeEvent, { kind: Kind }>;

/** What the shop’s people do in the app or about it; they try again until it went well. */
export function actOfStaff(
  world: World,
  shop: SimulatedShop,
  event: Of<'installed' | 'uninstalled' | 'scopes' | 'published' | 'perks' | 'attended' | 'import'>,
): void {
  const { domain } = shop;
  const now = () => world.ground.agenda.now();
  switch (event.kind) {
    case 'installed':
      if (shop.installed) return;
      shop.installed = true;
      shop.installations += 1;
      shop.presence.push({ at: now(), installed: true });
      grant(world, shop, event.scopes);
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
      grant(world, shop, event.scopes);
      inApp(world, shop, event.name, (services) => open(services, shop, now()));
      return;
    case 'published':
      inApp(world, shop, event.name, async (services) => {
        await open(services, shop, now());
        const known = await services.shops.find(domain);
        if (!known) throw new Error('not yet installed');
        const draft = { rules: event.rules };
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

function grant(world: World, shop: SimulatedShop, scopes: readonly string[]): void {
  shop.scopes = scopes;
  shop.grants.push({ at: world.ground.agenda.now(), scopes });
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

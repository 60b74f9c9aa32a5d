import { GetCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ShopDomain } from '../../core/identity.ts';
import type { Reading, ShopStore } from '../../core/ports.ts';
import { type Chores, currencySinceOf, firstChores, type Shop } from '../../core/shop.ts';
import type { Dynamo } from './client.ts';
import { isConflict, unlessConflict } from './conflict.ts';
import { type Condition, conditional, conditionalUpdate, type Update } from './expressions.ts';
import {
  breakerIs,
  breakerUpdate,
  choresAre,
  choresValues,
  confirmedBy,
  isInstallation,
  isInstalled,
  isNotInstalled,
  lastConfirmed,
  perksAre,
  SET_CHORES,
  type ShopItem,
  shopRecord,
} from './shop-item.ts';
import { redactionKey, shopKey } from './table.ts';

const DETAILS = '#currency = :currency, #timezone = :timezone, #scopes = :scopes, #confirmedAt = :at';
/** Shops that installed before there were chores get their first ones. */
const CHORES_IF_NONE =
  '#chores = if_not_exists(#chores, :chores), #dueShard = if_not_exists(#dueShard, :dueShard), ' +
  '#dueAt = if_not_exists(#dueAt, :dueAt)';
const BEGINNING =
  '#installedAt = :at, #firstInstalledAt = if_not_exists(#firstInstalledAt, :at), ' +
  `#policyVersion = if_not_exists(#policyVersion, :none), ${SET_CHORES}`;

const TURN = `#perksTurned = :turned, ${SET_CHORES}`;

/** Of a shop's redaction: there is none, or it is over. */
const isNotDue: Condition = { expression: 'attribute_not_exists(#dueShard)' };

/** Installing and uninstalling, or others who write the chores, may be faster only so often. */
const MAX_TRIES = 5;

export function createDynamoShopStore({ client, table }: Dynamo): ShopStore {
  /** The shop after the update, or null when its conditions did not hold. */
  async function update(shop: ShopDomain, change: Update, conditions: readonly Condition[]): Promise<Shop | null> {
    const parameters = conditionalUpdate(change, conditions);
    const command = new UpdateCommand({
      TableName: table,
      Key: { ...shopKey(shop) },
      ReturnValues: 'ALL_NEW',
      ...parameters,
    });
    try {
      const { Attributes } = await client.send(command);
      return shopRecord(shop, Attributes as ShopItem);
    } catch (error) {
      if (isConflict(error)) return null;
      throw error;
    }
  }

  async function findItem(shop: ShopDomain, reading: Reading): Promise<ShopItem | null> {
    const ConsistentRead = reading === 'latest';
    const command = new GetCommand({ TableName: table, Key: { ...shopKey(shop) }, ConsistentRead });
    const { Item } = await client.send(command);
    return Item ? (Item as ShopItem) : null;
  }

  async function find(shop: ShopDomain, reading: Reading = 'latest') {
    const item = await findItem(shop, reading);
    return item && shopRecord(shop, item);
  }

  /** Begins an installation, unless the shop is being deleted: both or neither, whoever was faster. */
  async function begin(shop: ShopDomain, change: Update, conditions: readonly Condition[]) {
    const Update = { TableName: table, Key: { ...shopKey(shop) }, ...conditionalUpdate(change, conditions) };
    const Key = { ...redactionKey(shop) };
    const ConditionCheck = { TableName: table, Key, ...conditional([isNotDue]) };
    const command = new TransactWriteCommand({ TransactItems: [{ Update }, { ConditionCheck }] });
    if (await unlessConflict(client.send(command))) return find(shop);
    const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item?.dueShard === undefined ? null : 'being_deleted';
  }

  return {
    find,
    async install(shop, { currency, timezone, plan = null, scopes, importsPast }, at) {
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const item = await findItem(shop, 'latest');
        const known = item && shopRecord(shop, item);
        const isRunning = known?.uninstalledAt === null;
        if (isRunning && item && at < item.confirmedAt) return known;
        const since = currencySinceOf(known, currency, at);
        const values = {
          ...choresValues(shop, firstChores(at, isRunning ? null : known, importsPast)),
          ':currency': currency,
          ':timezone': timezone,
          ':scopes': scopes,
          ':at': at,
          ...(since !== null && { ':currencySince': since }),
          ...(plan !== null && { ':plan': plan }),
          ...(!isRunning && { ':none': 0 }),
        };
        const details = [
          DETAILS,
          ...(since === null ? [] : ['#currencySince = :currencySince']),
          ...(plan === null ? [] : ['#plan = :plan']),
        ].join(', ');
        const expression = isRunning
          ? `SET ${details}, ${CHORES_IF_NONE}`
          : `SET ${details}, ${BEGINNING} REMOVE #uninstalledAt, #breaker, #imported`;
        const conditions = [isRunning ? isInstalled : isNotInstalled, lastConfirmed(item?.confirmedAt ?? null)];
        const installed = await (isRunning ? update : begin)(shop, { expression, values }, conditions);
        if (installed) return installed;
      }
      throw new Error(`${shop} was installed by others each time`);
    },
    async uninstall(shop, at) {
      const leave: Update = { expression: 'SET #uninstalledAt = :at REMOVE #dueShard, #dueAt' };
      await update(shop, leave, [isInstalled, confirmedBy(at)]);
    },
    async switchPerks(shop, to, at, by) {
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const known = await find(shop);
        if (!known || known.uninstalledAt !== null) return;
        const perks = known.perksStoppedAt === null ? 'given' : 'stopped';
        if (perks === to) return;
        const chores: Chores = { ...known.chores, move: to === 'stopped' ? 'hold' : 'release', notBefore: 0 };
        const values = { ...choresValues(shop, chores), ':turned': { at, ...(by !== undefined && { by }) } };
        const turn: Update =
          to === 'stopped'
            ? { expression: `SET #perksStoppedAt = :at, ${TURN}`, values: { ...values, ':at': at } }
            : { expression: `SET ${TURN} REMOVE #perksStoppedAt`, values };
        if (await update(shop, turn, [isInstalled, perksAre(perks), choresAre(known.chores)])) return;
      }
      throw new Error(`the perks of ${shop} could not be switched: others kept writing`);
    },
    async setBreaker(shop, before, after) {
      return (await update(shop, breakerUpdate(after), [isInstalled, breakerIs(before)])) !== null;
    },
    async setImported(shop, installedAt, imported) {
      const change: Update = { expression: 'SET #imported = :imported', values: { ':imported': imported } };
      await update(shop, change, [isInstalled, isInstallation(installedAt)]);
    },
    async setChores(shop, before, after) {
      const change: Update = { expression: `SET ${SET_CHORES}`, values: choresValues(shop, after) };
      return (await update(shop, change, [isInstalled, choresAre(before)])) !== null;
    },
  };
}

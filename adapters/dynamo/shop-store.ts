import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Instant, ShopDomain } from '../../core/identity.ts';
import type { ShopStore } from '../../core/ports.ts';
import type { Shop } from '../../core/shop.ts';
import type { Dynamo } from './client.ts';
import { isConflict } from './conflict.ts';
import { type Condition, conditionalUpdate, type Update } from './expressions.ts';
import { type Key, shopKey } from './table.ts';

/** The shop as it is stored, plus what only the store needs. */
interface ShopItem extends Key, Omit<Shop, 'domain' | 'uninstalledAt'> {
  /** Absent while installed. */
  readonly uninstalledAt?: Instant;
  /** When the platform last let us in: an uninstallation from before belongs to an earlier installation. */
  readonly confirmedAt: Instant;
  /** No record of the shop is older, however often it installed. */
  readonly firstInstalledAt: Instant;
}

const isInstalled: Condition = {
  expression: 'attribute_exists(#installedAt) AND attribute_not_exists(#uninstalledAt)',
};
const isNotInstalled: Condition = {
  expression: 'attribute_not_exists(#installedAt) OR attribute_exists(#uninstalledAt)',
};
const confirmedBy = (at: Instant): Condition => ({ expression: '#confirmedAt <= :at', values: { ':at': at } });

const DETAILS = '#currency = :currency, #timezone = :timezone, #scopes = :scopes, #confirmedAt = :at';
const BEGINNING =
  '#installedAt = :at, #firstInstalledAt = if_not_exists(#firstInstalledAt, :at), ' +
  '#policyVersion = if_not_exists(#policyVersion, :none)';

/** Installing and uninstalling may take turns only so often. */
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

  return {
    async find(shop, reading = 'latest') {
      const ConsistentRead = reading === 'latest';
      const command = new GetCommand({ TableName: table, Key: { ...shopKey(shop) }, ConsistentRead });
      const { Item } = await client.send(command);
      return Item ? shopRecord(shop, Item as ShopItem) : null;
    },
    async install(shop, { currency, timezone, scopes }, at) {
      const details = { ':currency': currency, ':timezone': timezone, ':scopes': scopes, ':at': at };
      const refresh: Update = { expression: `SET ${DETAILS}`, values: details };
      const begin: Update = {
        expression: `SET ${DETAILS}, ${BEGINNING} REMOVE #uninstalledAt`,
        values: { ...details, ':none': 0 },
      };
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const installed = (await update(shop, refresh, [isInstalled])) ?? (await update(shop, begin, [isNotInstalled]));
        if (installed) return installed;
      }
      throw new Error(`${shop} was installed and uninstalled in turns`);
    },
    async uninstall(shop, at) {
      await update(shop, { expression: 'SET #uninstalledAt = :at' }, [isInstalled, confirmedBy(at)]);
    },
  };
}

function shopRecord(domain: ShopDomain, item: ShopItem): Shop {
  const { currency, timezone, scopes, installedAt, policyVersion } = item;
  return { domain, currency, timezone, scopes, installedAt, uninstalledAt: item.uninstalledAt ?? null, policyVersion };
}

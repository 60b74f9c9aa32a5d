import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Session } from '@shopify/shopify-api';
import { parseShopDomain } from '../../core/identity.ts';
import { type SessionStorage, shopOfSessionId } from '../sessions.ts';
import type { Dynamo } from './client.ts';
import { unlessConditionFailed } from './conflict.ts';
import { type Key, SESSION_PREFIX, sessionKey } from './table.ts';

interface SessionItem extends Key {
  /** As in `Session.toPropertyArray()`: tokens and expiry, of the user the number alone. */
  readonly properties: Readonly<Record<string, string | number | boolean>>;
}

export function createDynamoSessionStorage({ client, table }: Dynamo): SessionStorage {
  async function deleteSession(id: string): Promise<boolean> {
    const shop = shopOfSessionId(id);
    if (shop) await client.send(new DeleteCommand({ TableName: table, Key: { ...sessionKey(shop, id) } }));
    return true;
  }

  return {
    async storeSession(session) {
      const shop = shopOfSessionId(session.id);
      if (!shop || shop !== session.shop) throw new Error('the session’s id does not name its shop');
      const properties = Object.fromEntries(session.toPropertyArray());
      const item: SessionItem = { ...sessionKey(shop, session.id), properties };
      const put = new PutCommand({ TableName: table, Item: { ...item }, ...unlessOlder(session) });
      return unlessConditionFailed(client.send(put));
    },
    async loadSession(id) {
      const shop = shopOfSessionId(id);
      if (!shop) return undefined;
      // Never a token that was just replaced: its refresh token is worth nothing any more.
      const command = new GetCommand({ TableName: table, Key: { ...sessionKey(shop, id) }, ConsistentRead: true });
      const { Item } = await client.send(command);
      return Item ? sessionOf(Item as SessionItem) : undefined;
    },
    deleteSession,
    async forgetSession({ id, accessToken }) {
      const shop = shopOfSessionId(id);
      if (!shop) return;
      const condition = {
        ConditionExpression: '#properties.#accessToken = :accessToken',
        ExpressionAttributeNames: { '#properties': 'properties', '#accessToken': 'accessToken' },
        ExpressionAttributeValues: { ':accessToken': accessToken },
      };
      const forget = new DeleteCommand({ TableName: table, Key: { ...sessionKey(shop, id) }, ...condition });
      await unlessConditionFailed(client.send(forget));
    },
    async deleteSessions(ids) {
      await Promise.all(ids.map(deleteSession));
      return true;
    },
    async findSessionsByShop(shop) {
      if (!parseShopDomain(shop)) return [];
      const command = new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :shop AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':shop': shop, ':prefix': SESSION_PREFIX },
        ConsistentRead: true,
      });
      const { Items = [] } = await client.send(command);
      return (Items as SessionItem[]).map(sessionOf);
    },
  };
}

function unlessOlder({ expires }: Session) {
  return (
    expires && {
      ConditionExpression: 'attribute_not_exists(#properties.#expires) OR #properties.#expires <= :expires',
      ExpressionAttributeNames: { '#properties': 'properties', '#expires': 'expires' },
      ExpressionAttributeValues: { ':expires': expires.getTime() },
    }
  );
}

function sessionOf({ properties }: SessionItem): Session {
  return Session.fromPropertyArray(Object.entries(properties));
}

import { expect, test } from 'vitest';
import { type AdminClient, nameCustomers } from '../../app/customer-names.server.ts';
import { customerId } from '../core/builders.ts';

const answering = (data: unknown): AdminClient => ({ graphql: async () => Response.json({ data }) });
const failing = (failure: unknown): AdminClient => ({
  graphql: async () => {
    throw failure;
  },
});

test('customers are called by their name, guests are guests, and nobody is asked for twice', async () => {
  const asked: string[][] = [];
  const admin: AdminClient = {
    graphql: async (_, { variables }) => {
      asked.push(variables.ids);
      return Response.json({ data: { nodes: [{ id: customerId(7), displayName: 'Ada Moss' }, null] } });
    },
  };
  const nameOf = await nameCustomers(admin, [customerId(7), null, customerId(8), customerId(7)]);
  expect(asked).toEqual([[customerId(7), customerId(8)]]);
  expect([nameOf(customerId(7)), nameOf(null), nameOf(customerId(8))]).toEqual(['Ada Moss', 'Guest', 'Customer 8']);
});

test('nothing is asked when there are only guests', async () => {
  const nameOf = await nameCustomers(failing(new Error('asked')), [null]);
  expect(nameOf(null)).toBe('Guest');
});

test.each([
  ['the shop denies it', failing(new Error('Access denied for displayName field'))],
  ['the shop is down', failing(new Response(null, { status: 503 }))],
  ['the answer is empty', answering(null)],
])('a customer keeps a number when %s', async (_, admin) => {
  const nameOf = await nameCustomers(admin, [customerId(7)]);
  expect(nameOf(customerId(7))).toBe('Customer 7');
});

test('a stale token is no reason to do without names: the request is to be made again', async () => {
  const stale = new Response(null, { status: 401 });
  await expect(nameCustomers(failing(stale), [customerId(7)])).rejects.toBe(stale);
});

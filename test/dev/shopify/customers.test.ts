import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { COMPANIES_OF_CUSTOMER, COMPANY, COMPANY_NAME } from '../../../adapters/shopify/documents/companies.ts';
import { loadAdminSchema } from '../../../dev/shopify/schema/load.ts';
import { sample } from '../../adapters/shopify/fixtures.ts';
import { ALL_SCOPES, payloadOf, rawOrder, SHOP, type StandIn, standIn, until } from './stand-in.ts';

const TOPICS = [
  'customers/merge',
  'customers/delete',
  'customers/update',
  'customer.tags_added',
  'customer.tags_removed',
  'customers_email_marketing_consent/update',
  'companies/create',
  'companies/update',
  'companies/delete',
  'company_contacts/create',
  'company_contacts/delete',
  'orders/updated',
  'products/update',
  'products/delete',
  'shop/update',
  'app/scopes_update',
];
const JON = 'gid://shopify/Customer/115310627314723954';
const ANN = 'gid://shopify/Customer/2';
const ORDER = 'gid://shopify/Order/820982911946154508';
const SHIRT = 'gid://shopify/Product/632910392';

// Read once a file: on a busy machine it takes seconds, which no test's own time allows for.
beforeAll(() => void loadAdminSchema(), 60_000);

let stand: StandIn;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'app-config-'));
  const configFile = join(folder, 'shopify.app.toml');
  const topics = JSON.stringify(TOPICS);
  writeFileSync(configFile, `[[webhooks.subscriptions]]\ntopics = ${topics}\nuri = "/webhooks"\n`);
  stand = await standIn({ configFile });
  await stand.install({ scopes: [...ALL_SCOPES, 'write_customer_merge'] });
  const person = { id: 2, email: 'ann@example.com', first_name: 'Ann', last_name: 'Lee', tags: 'vip', note: 'friend' };
  await store(JSON.stringify({ ...person, updated_at: '2026-11-22T04:00:00-05:00' }), 'customers/create');
  await store(rawOrder(), 'orders/create');
});
afterEach(async () => {
  await stand.close();
  rmSync(folder, { recursive: true, force: true });
});

async function store(body: string, topic: string): Promise<void> {
  const path = `/dev/stores/${SHOP}/deliver?topic=${topic}&import_only=1`;
  expect((await stand.post(path, body)).status).toBe(200);
}

async function run<T = Record<string, unknown>>(query: string, variables: object = {}): Promise<T> {
  const { data, errors } = await stand.store(query, variables);
  expect(errors).toEqual([]);
  return data as T;
}

async function told(topic: string): Promise<Record<string, unknown>> {
  const matching = () => stand.received.filter(({ headers }) => headers['x-shopify-topic'] === topic);
  await until(() => matching().length > 0);
  const [first] = matching();
  if (first === undefined) throw new Error(`no ${topic}`);
  return payloadOf(first);
}

const MERGE = `mutation ($one: ID!, $two: ID!) { customerMerge(customerOneId: $one, customerTwoId: $two) {
  resultingCustomerId job { done } userErrors { field code } } }`;

describe('customers', () => {
  it('become one: orders, tags and note go to the one that is kept', async () => {
    expect(await run(MERGE, { one: JON, two: ANN })).toEqual({
      customerMerge: { resultingCustomerId: ANN, job: { done: true }, userErrors: [] },
    });
    const payload = await told('customers/merge');
    expect(payload).toMatchObject({
      admin_graphql_api_customer_kept_id: ANN,
      admin_graphql_api_customer_deleted_id: JON,
      status: 'completed',
      errors: [],
    });
    expect(Object.keys(payload)).toEqual(Object.keys(sample('customers_merge').body));
    expect((await told('orders/updated')).customer).toMatchObject({ id: 2 });
    expect(
      await run(`{ gone: customer(id: "${JON}") { id } order(id: "${ORDER}") { customer { id } }
        customer(id: "${ANN}") { tags note numberOfOrders orders(first: 3) { nodes { id } } } }`),
    ).toEqual({
      gone: null,
      order: { customer: { id: ANN } },
      customer: { tags: ['vip'], note: 'friend', numberOfOrders: '1', orders: { nodes: [{ id: ORDER }] } },
    });
  });

  it('become one when a finished merge is delivered, and stay two when it failed', async () => {
    const merge = (status: string) =>
      store(
        JSON.stringify({
          admin_graphql_api_customer_kept_id: ANN,
          admin_graphql_api_customer_deleted_id: JON,
          admin_graphql_api_job_id: null,
          status,
          errors: [],
        }),
        'customers/merge',
      );
    const people = `{ gone: customer(id: "${JON}") { id } kept: customer(id: "${ANN}") { numberOfOrders } }`;
    await merge('failed');
    expect(await run(people)).toEqual({ gone: { id: JON }, kept: { numberOfOrders: '0' } });
    await merge('completed');
    expect(await run(people)).toEqual({ gone: null, kept: { numberOfOrders: '1' } });
  });

  it('keep who consented to mail, and are refused when one is not there', async () => {
    const consent = { customerId: JON, emailMarketingConsent: { marketingState: 'SUBSCRIBED' } };
    await run(
      `mutation ($input: CustomerEmailMarketingConsentUpdateInput!) {
        customerEmailMarketingConsentUpdate(input: $input) { userErrors { code } } }`,
      { input: consent },
    );
    expect(await run(MERGE, { one: JON, two: 'gid://shopify/Customer/9' })).toMatchObject({
      customerMerge: {
        resultingCustomerId: null,
        userErrors: [{ field: ['customerTwoId'], code: 'INVALID_CUSTOMER_ID' }],
      },
    });
    expect(await run(MERGE, { one: JON, two: ANN })).toMatchObject({ customerMerge: { resultingCustomerId: JON } });
  });

  it('are deleted when they have no orders', async () => {
    const DELETE = `mutation ($id: ID!) { customerDelete(input: { id: $id }) { deletedCustomerId userErrors { field } } }`;
    expect(await run(DELETE, { id: JON })).toEqual({
      customerDelete: { deletedCustomerId: null, userErrors: [{ field: ['id'] }] },
    });
    expect(await run(DELETE, { id: ANN })).toEqual({ customerDelete: { deletedCustomerId: ANN, userErrors: [] } });
    const payload = await told('customers/delete');
    expect(payload).toMatchObject({ id: 2, admin_graphql_api_id: ANN });
    expect(Object.keys(payload)).toEqual(Object.keys(sample('customers_delete').body));
    expect(await run(`{ customer(id: "${ANN}") { id } }`)).toEqual({ customer: null });
  });

  it('consent to mail, which payloads of customers do not tell', async () => {
    const UPDATE = `mutation ($input: CustomerEmailMarketingConsentUpdateInput!) {
      customerEmailMarketingConsentUpdate(input: $input) {
        customer { defaultEmailAddress { marketingState marketingOptInLevel } } userErrors { field code } } }`;
    const consent = { marketingState: 'SUBSCRIBED', marketingOptInLevel: 'CONFIRMED_OPT_IN' };
    expect(await run(UPDATE, { input: { customerId: ANN, emailMarketingConsent: consent } })).toEqual({
      customerEmailMarketingConsentUpdate: {
        customer: { defaultEmailAddress: { marketingState: 'SUBSCRIBED', marketingOptInLevel: 'CONFIRMED_OPT_IN' } },
        userErrors: [],
      },
    });
    const payload = await told('customers_email_marketing_consent/update');
    expect(payload).toEqual({
      customer_id: 2,
      email_address: 'ann@example.com',
      email_marketing_consent: {
        state: 'subscribed',
        opt_in_level: 'confirmed_opt_in',
        consent_updated_at: '2026-11-22T05:00:00-05:00',
      },
    });
    expect(Object.keys(payload)).toEqual(Object.keys(sample('customers_email_marketing_consent_update').body));
    expect(await told('customers/update')).not.toHaveProperty('email_marketing_consent');
    const late = { state: 'unsubscribed', opt_in_level: null, consent_updated_at: '2026-11-22T04:59:59-05:00' };
    const topic = 'customers_email_marketing_consent/update';
    await store(JSON.stringify({ customer_id: 2, email_marketing_consent: late }), topic);
    expect(await run(`{ customer(id: "${ANN}") { defaultEmailAddress { marketingState } } }`)).toEqual({
      customer: { defaultEmailAddress: { marketingState: 'SUBSCRIBED' } },
    });
    const invalid = { input: { customerId: ANN, emailMarketingConsent: { marketingState: 'NOT_SUBSCRIBED' } } };
    expect(await run(UPDATE, invalid)).toMatchObject({
      customerEmailMarketingConsentUpdate: { customer: null, userErrors: [{ code: 'INVALID' }] },
    });
  });

  it('are told of when tags are added and removed', async () => {
    await run(`mutation { tagsAdd(id: "${ANN}", tags: ["gold"]) { userErrors { message } } }`);
    expect(await told('customer.tags_added')).toMatchObject({ customerId: ANN, tags: ['gold'] });
    await run(`mutation { tagsRemove(id: "${ANN}", tags: ["VIP"]) { userErrors { message } } }`);
    expect(await told('customer.tags_removed')).toMatchObject({ customerId: ANN, tags: ['vip'] });
    expect(await run(`{ customer(id: "${ANN}") { tags } }`)).toEqual({ customer: { tags: ['gold'] } });
  });
});

describe('products', () => {
  it('are changed and told, with the names of their options and without their cost', async () => {
    const options = [{ id: 5, name: 'Größe', position: 1, values: ['M'] }];
    const variant = { id: 808950810, title: 'M', option1: 'M', price: '100.00', cost: '41.50' };
    await store(JSON.stringify({ id: 632910392, title: 'Shirt', options, variants: [variant] }), 'products/create');
    const data = await run(
      `mutation ($product: ProductUpdateInput!) { productUpdate(product: $product) { userErrors { field } product {
        title productType tags options { name values }
        variants(first: 1) { nodes { selectedOptions { name value } inventoryItem { unitCost { amount currencyCode } } } } } } }`,
      { product: { id: SHIRT, title: 'Hemd', productType: 'Shirt', tags: ['linen', 'sale'] } },
    );
    expect(data).toEqual({
      productUpdate: {
        userErrors: [],
        product: {
          title: 'Hemd',
          productType: 'Shirt',
          tags: ['linen', 'sale'],
          options: [{ name: 'Größe', values: ['M'] }],
          variants: {
            nodes: [
              {
                selectedOptions: [{ name: 'Größe', value: 'M' }],
                inventoryItem: { unitCost: { amount: '41.5', currencyCode: 'USD' } },
              },
            ],
          },
        },
      },
    });
    const payload = await told('products/update');
    expect(payload).toMatchObject({ title: 'Hemd', product_type: 'Shirt', tags: 'linen, sale', options });
    expect((payload.variants as object[])[0]).not.toHaveProperty('cost');
  });

  it('have options that get other names, which is told', async () => {
    const options = [
      { id: 5, name: 'Title', position: 1, values: ['M'] },
      { id: 6, name: 'Color', position: 2, values: ['Navy'] },
    ];
    await store(JSON.stringify({ id: 632910392, title: 'Shirt', options }), 'products/create');
    const RENAME = `mutation ($product: ID!, $option: OptionUpdateInput!) {
      productOptionUpdate(productId: $product, option: $option) {
        product { options { name values } } userErrors { field code } } }`;
    const rename = (id: number, name: string) =>
      run(RENAME, { product: SHIRT, option: { id: `gid://shopify/ProductOption/${id}`, name } });
    expect(await rename(5, 'Größe')).toEqual({
      productOptionUpdate: {
        product: {
          options: [
            { name: 'Größe', values: ['M'] },
            { name: 'Color', values: ['Navy'] },
          ],
        },
        userErrors: [],
      },
    });
    expect(await told('products/update')).toMatchObject({ options: [{ id: 5, name: 'Größe' }, { id: 6 }] });
    expect(await rename(7, 'Size')).toMatchObject({
      productOptionUpdate: { product: null, userErrors: [{ code: 'OPTION_DOES_NOT_EXIST' }] },
    });
    expect(await rename(5, ' ')).toMatchObject({ productOptionUpdate: { userErrors: [{ code: 'INVALID_NAME' }] } });
  });

  it('are deleted, while their orders keep what they say', async () => {
    const data = await run(
      `mutation { productDelete(input: { id: "${SHIRT}" }) { deletedProductId userErrors { field } } }`,
    );
    expect(data).toEqual({ productDelete: { deletedProductId: SHIRT, userErrors: [] } });
    expect(await told('products/delete')).toEqual({ id: 632910392 });
    expect(
      await run(`{ product(id: "${SHIRT}") { id }
        order(id: "${ORDER}") { lineItems(first: 1) { nodes { title product { id } variant { id } } } } }`),
    ).toEqual({
      product: null,
      order: { lineItems: { nodes: [{ title: 'Shirt', product: null, variant: null }] } },
    });
  });
});

describe('the contacts of a company', () => {
  const contact = (id: number, customer: string, name = 'Acme') =>
    JSON.stringify({
      admin_graphql_api_id: `gid://shopify/CompanyContact/${id}`,
      customer_admin_graphql_api_id: customer,
      created_at: '2026-11-20T06:00:00-05:00',
      company: { name, admin_graphql_api_id: 'gid://shopify/Company/31' },
    });
  const company = () => run<{ company: unknown }>(COMPANY, { id: 'gid://shopify/Company/31' });
  const companiesOf = (customer: string) => run(COMPANIES_OF_CUSTOMER, { customer });

  it('are the customers that a delivery named, until one says otherwise', async () => {
    expect(await company()).toEqual({ company: null });
    await store(contact(1, ANN), 'company_contacts/create');
    await store(contact(1, ANN), 'company_contacts/create');
    await store(contact(2, JON), 'company_contacts/create');
    const { company: acme } = await company();
    expect(await run(COMPANY_NAME, { id: 'gid://shopify/Company/31' })).toEqual({ company: { name: 'Acme' } });
    expect(acme).toMatchObject({ createdAt: '2026-11-20T11:00:00Z', contacts: { pageInfo: { hasNextPage: false } } });
    expect(JSON.stringify(acme)).toContain(ANN);
    expect(JSON.stringify(acme)).toContain(JON);
    expect(await companiesOf(ANN)).toEqual({
      customer: { companyContactProfiles: [{ company: { id: 'gid://shopify/Company/31', name: 'Acme' } }] },
    });
    await store('{"admin_graphql_api_id": "gid://shopify/CompanyContact/1"}', 'company_contacts/delete');
    expect(await companiesOf(ANN)).toEqual({ customer: { companyContactProfiles: [] } });
    expect(JSON.stringify(await company())).not.toContain(ANN);
  });

  it('are of what was delivered of the company, with the main one among them, and go when it is deleted', async () => {
    const id = 'gid://shopify/Company/31';
    const told = (name: string, updatedAt: string) =>
      JSON.stringify({
        admin_graphql_api_id: id,
        name,
        main_contact_admin_graphql_api_id: 'gid://shopify/CompanyContact/2',
        created_at: '2026-11-01T06:00:00-05:00',
        updated_at: updatedAt,
      });
    await store(told('Acme Ltd', '2026-11-20T06:00:00-05:00'), 'companies/create');
    await store(told('Older', '2026-11-19T06:00:00-05:00'), 'companies/update');
    await store(contact(1, ANN), 'company_contacts/create');
    await store(contact(2, JON), 'company_contacts/create');
    expect(await run(COMPANY_NAME, { id })).toEqual({ company: { name: 'Acme Ltd' } });
    expect(await company()).toMatchObject({
      company: { createdAt: '2026-11-01T11:00:00Z', mainContact: { customer: { id: JON } } },
    });
    await store(JSON.stringify({ admin_graphql_api_id: id }), 'companies/delete');
    expect(await company()).toEqual({ company: null });
    expect(await companiesOf(JON)).toEqual({ customer: { companyContactProfiles: [] } });
  });
});

describe('a company of the shop’s own', () => {
  const call = async (field: string, variables: object, input: string) =>
    Object.values(await run<Record<string, unknown>>(`mutation ${input} { ${field} }`, variables))[0];
  const make = async () => {
    const field = 'companyCreate(input: { company: { name: "Acme" } }) { company { id } userErrors { code } }';
    return ((await call(field, {}, '')) as { company: { id: string } }).company.id;
  };
  const join = async (company: string) => {
    const field = `companyAssignCustomerAsContact(companyId: $company, customerId: $customer) {
      companyContact { id isMainContact } userErrors { code } }`;
    const joined = await call(field, { company, customer: ANN }, '($company: ID!, $customer: ID!)');
    return (joined as { companyContact: { id: string } }).companyContact.id;
  };

  it('is told of, and so are those who buy for it, from its making to its end', async () => {
    const id = await make();
    expect(await told('companies/create')).toMatchObject({ admin_graphql_api_id: id, name: 'Acme' });
    const contact = await join(id);
    expect(await told('company_contacts/create')).toMatchObject({
      admin_graphql_api_id: contact,
      customer_admin_graphql_api_id: ANN,
      company: { admin_graphql_api_id: id, name: 'Acme' },
    });
    const main = `companyAssignMainContact(companyId: $id, companyContactId: $contact) {
      company { mainContact { customer { id } } } userErrors { code } }`;
    expect(await call(main, { id, contact }, '($id: ID!, $contact: ID!)')).toEqual({
      company: { mainContact: { customer: { id: ANN } } },
      userErrors: [],
    });
    expect(await told('companies/update')).toMatchObject({ main_contact_admin_graphql_api_id: contact });
    expect(await run(COMPANY, { id })).toMatchObject({
      company: { mainContact: { customer: { id: ANN } }, contacts: { nodes: [{ customer: { id: ANN } }] } },
    });
    const leave = 'companyContactRemoveFromCompany(companyContactId: $contact) { userErrors { code } }';
    expect(await call(leave, { contact }, '($contact: ID!)')).toEqual({ userErrors: [] });
    expect(await told('company_contacts/delete')).toMatchObject({ customer_admin_graphql_api_id: ANN });
    expect(await call(leave, { contact }, '($contact: ID!)')).toEqual({
      userErrors: [{ code: 'RESOURCE_NOT_FOUND' }],
    });
    const end = 'companyDelete(id: $id) { deletedCompanyId userErrors { code } }';
    expect(await call(end, { id }, '($id: ID!)')).toEqual({ deletedCompanyId: id, userErrors: [] });
    expect(await told('companies/delete')).toMatchObject({ admin_graphql_api_id: id });
    expect(await run(COMPANY, { id })).toEqual({ company: null });
  });

  it('is named by the orders that were bought for it, and then stays', async () => {
    const id = await make();
    const company = { id: 'COMPANY', location_id: 1 };
    const raw = rawOrder({ company, updated_at: '2027-01-01T00:00:00Z' }).replace(
      '"COMPANY"',
      id.split('/').at(-1) ?? '',
    );
    await store(raw, 'orders/updated');
    const bought = `{ order(id: "${ORDER}") { purchasingEntity { ... on PurchasingCompany { company { id name } } } } }`;
    expect(await run(bought)).toEqual({ order: { purchasingEntity: { company: { id, name: 'Acme' } } } });
    expect(await call('companyDelete(id: $id) { userErrors { code } }', { id }, '($id: ID!)')).toEqual({
      userErrors: [{ code: 'FAILED_TO_DELETE' }],
    });
  });
});

describe('a shop that is installed already', () => {
  it('tells of changed details and of changed scopes, and of nothing else', async () => {
    const scopes = [...ALL_SCOPES, 'write_customer_merge'];
    await stand.install({ scopes });
    expect(stand.shopify.pendingDeliveries()).toEqual([]);
    await stand.install({ scopes, currency: 'EUR', timezone: 'Europe/Berlin', plan: 'plus' });
    expect(await told('shop/update')).toMatchObject({
      myshopify_domain: SHOP,
      currency: 'EUR',
      iana_timezone: 'Europe/Berlin',
      plan_name: 'shopify_plus',
      updated_at: '2026-11-22T11:00:00+01:00',
    });
    await stand.install({ scopes: ['read_orders'], currency: 'EUR', timezone: 'Europe/Berlin', plan: 'plus' });
    expect(await told('app/scopes_update')).toMatchObject({
      shop_id: expect.stringMatching(/^gid:\/\/shopify\/Shop\/\d+$/),
      previous: scopes,
      current: ['read_orders'],
    });
    expect(stand.received).toHaveLength(2);
  });
});

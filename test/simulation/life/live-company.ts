import { type CompanyChange, companyContactPayload, companyNow, companyPayload } from '../world/company.ts';
import { changeCustomer } from '../world/customer.ts';
import type { SimulatedShop } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import type { LifeEvent } from './events.ts';
import { say } from './say.ts';

type Change = Extract<LifeEvent, { kind: 'company_joined' | 'company_left' | 'company_deleted' }>;

export function companyId({ number }: SimulatedShop, company: number): string {
  return `gid://shopify/Company/${number}${company}`;
}

/** The first who joins makes a company of it. What makes no sense as it stands does not happen. */
export function liveCompany(world: World, shop: SimulatedShop, event: Change, who: string | null): void {
  const at = world.ground.agenda.now();
  const { name } = event;
  const id = companyId(shop, event.company);
  const title = event.company === 1 ? 'Acme' : 'Initech';
  const before = companyNow(shop, id);
  if (before?.isDeleted) return;
  if (event.kind === 'company_deleted') {
    if (!before) return;
    const topic = 'companies/delete';
    const deleted: CompanyChange = { ...before, at, name, topic, people: [], isDeleted: true };
    shop.companies.push(deleted);
    say(world, shop, topic, companyPayload(deleted), name);
    return;
  }
  const customer = shop.customers.get(who ?? '');
  const { kind } = event;
  const people = before?.people ?? [];
  if (!customer || people.includes(customer.id) === (kind === 'company_joined')) return;
  const topic = kind === 'company_joined' ? 'company_contacts/create' : 'company_contacts/delete';
  const others = people.filter((each) => each !== customer.id);
  const changed: CompanyChange = {
    at,
    name,
    topic,
    id,
    title,
    createdAt: before?.createdAt ?? at,
    people: kind === 'company_joined' ? [...others, customer.id] : others,
    isDeleted: false,
  };
  shop.companies.push(changed);
  changeCustomer(shop, customer, {}, { at, name, topic }, { kind, company: title });
  if (!before) say(world, shop, 'companies/create', companyPayload(changed), name);
  say(world, shop, topic, companyContactPayload(customer.id, changed, at), name);
}

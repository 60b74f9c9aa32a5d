import { byId, create } from './dom.ts';
import { formatMoney } from './money.ts';
import type { Buyer, Customer } from './store-api.ts';

const shownResults = 8;
const newNames = ['Ada Norberg', 'Bao Tran', 'Carmen Ruiz', 'Dele Okafor', 'Elif Kaya', 'Femke Smit', 'Goran Novak'];

/** The question who is shopping: three quick answers, and a search for anybody else. */
export class BuyerChoice {
  #buyer: Buyer | undefined;
  readonly #currency: string;
  readonly #customers: readonly Customer[];
  readonly #onChoice: (buyer: Buyer) => void;

  constructor(currency: string, customers: readonly Customer[], onChoice: (buyer: Buyer) => void) {
    this.#currency = currency;
    this.#customers = customers;
    this.#onChoice = onChoice;
    this.draw();
  }

  get buyer(): Buyer | undefined {
    return this.#buyer;
  }

  private draw(): void {
    const regular = this.#customers[0];
    const name = newNames[Math.floor(Math.random() * newNames.length)] ?? 'Ada Norberg';
    byId('quick-picks').replaceChildren(
      ...(regular
        ? [this.option('A regular', `${regular.name} · ${this.history(regular)}`, { kind: 'known', id: regular.id })]
        : []),
      this.option('Never seen before', `${name}, first order`, { kind: 'new', name }),
      this.option('Guest checkout', 'No customer record at all', { kind: 'guest' }),
    );
    byId('quick-picks').querySelector('input')?.click();
    const input = byId<HTMLInputElement>('customer-search');
    input.addEventListener('input', () => this.search(input.value.trim().toLowerCase()));
  }

  private search(query: string): void {
    const found = query === '' ? [] : this.#customers.filter(({ name }) => name.toLowerCase().includes(query));
    byId('search-status').textContent = query === '' ? '' : describeFound(found.length);
    byId('search-results').replaceChildren(
      ...found
        .slice(0, shownResults)
        .map((customer) => this.option(customer.name, this.history(customer), { kind: 'known', id: customer.id })),
    );
  }

  private history({ orders, spent }: Customer): string {
    const count = `${orders} ${orders === 1 ? 'order' : 'orders'}`;
    return `${formatMoney(spent, this.#currency)} in the last year, ${count} in all`;
  }

  private option(title: string, description: string, buyer: Buyer): HTMLElement {
    const choose = () => {
      this.#buyer = buyer;
      this.#onChoice(buyer);
    };
    return create(
      'label',
      { class: 'choice' },
      create('input', { type: 'radio', name: 'buyer', change: choose }),
      create('span', {}, create('strong', {}, title), create('small', {}, description)),
    );
  }
}

function describeFound(count: number): string {
  if (count === 0) return 'Nobody is called that.';
  return count > shownResults ? `${count} found, the first ${shownResults} shown.` : `${count} found.`;
}

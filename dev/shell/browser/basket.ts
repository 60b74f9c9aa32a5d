import { byId, create } from './dom.ts';
import { formatMoney } from './money.ts';
import type { OrderRequest, Product, Variant } from './store-api.ts';

interface Line {
  product: Product;
  variant: Variant;
  quantity: number;
}

/** What the customer is about to buy, and the list that shows it. */
export class Basket {
  readonly #lines = new Map<string, Line>();
  readonly #currency: string;
  readonly #onChange: () => void;

  constructor(currency: string, onChange: () => void) {
    this.#currency = currency;
    this.#onChange = onChange;
    this.draw();
  }

  get isEmpty(): boolean {
    return this.#lines.size === 0;
  }

  lines(): OrderRequest['lines'] {
    return [...this.#lines.values()].map(({ variant, quantity }) => ({ variant: variant.id, quantity }));
  }

  add(product: Product, ...variants: Variant[]): void {
    for (const variant of variants) {
      const quantity = (this.#lines.get(variant.id)?.quantity ?? 0) + 1;
      this.#lines.set(variant.id, { product, variant, quantity });
    }
    this.draw();
  }

  replace(product: Product, variants: Variant[]): void {
    this.#lines.clear();
    this.add(product, ...variants);
  }

  clear(): void {
    this.#lines.clear();
    this.draw();
  }

  private draw(): void {
    const lines = [...this.#lines.values()];
    byId('basket-empty').hidden = lines.length > 0;
    byId('basket').replaceChildren(...lines.map((line) => this.drawLine(line)));
    const total = lines.reduce((sum, { variant, quantity }) => sum + Number(variant.price) * quantity, 0);
    byId('basket-total').textContent = lines.length > 0 ? `Total ${formatMoney(total, this.#currency)}` : '';
    this.#onChange();
  }

  private drawLine({ product, variant, quantity }: Line): HTMLElement {
    const remove = () => {
      this.#lines.delete(variant.id);
      this.draw();
    };
    const label = `Remove ${product.title}, ${variant.title}`;
    return create(
      'li',
      {},
      create('span', { class: 'line-name' }, `${quantity} × ${product.title}`, create('small', {}, variant.title)),
      create('span', { class: 'line-price' }, formatMoney(Number(variant.price) * quantity, this.#currency)),
      create('button', { type: 'button', class: 'remove', 'aria-label': label, title: label, click: remove }, '×'),
    );
  }
}

import { byId, create } from './dom.ts';
import { reportProblems } from './problem.ts';
import type { Buyer, StoreApi } from './store-api.ts';
import { adminLink, decisionLink, drawReasons, drawStatus, judge, patienceMs, pollIntervalMs } from './verdict.ts';

const texts = {
  deciding: 'Concierge is looking at the review …',
  acting: 'Concierge granted a perk and is giving it …',
  acted: 'Concierge gave the customer something for it.',
  refused: 'Concierge wanted to give something for it, and could not.',
  nothing: 'Concierge looked at the review and did nothing about it.',
};

/** The form in which a customer says what they think of something they ordered, and what the app did about it. */
export class ReviewForm {
  readonly #api: StoreApi;
  readonly #shop: string;
  #customer: string | undefined;

  constructor(api: StoreApi, shop: string) {
    this.#api = api;
    this.#shop = shop;
    byId<HTMLFormElement>('review-form').addEventListener('submit', (event) => {
      event.preventDefault();
      void reportProblems(() => this.post());
    });
  }

  /** Shown to those who ordered something. */
  async offer(buyer: Buyer | undefined): Promise<void> {
    const customer = buyer?.kind === 'known' ? buyer.id : undefined;
    this.#customer = customer;
    const products = customer === undefined ? [] : await this.#api.orderedProducts(customer);
    if (this.#customer !== customer) return;
    const form = byId<HTMLFormElement>('review-form');
    byId('review').hidden = products.length === 0;
    form.reset();
    byId('review-product').replaceChildren(...products.map(({ id, title }) => create('option', { value: id }, title)));
    this.draw('', '');
  }

  private async post(): Promise<void> {
    const customer = this.#customer;
    const form = byId<HTMLFormElement>('review-form');
    const rating = Number(new FormData(form).get('stars'));
    if (customer === undefined) return;
    const button = byId<HTMLButtonElement>('post-review');
    button.disabled = true;
    try {
      const product = byId<HTMLSelectElement>('review-product').value;
      const text = byId<HTMLTextAreaElement>('review-text').value;
      const { id } = await this.#api.postReview({ customer, product, rating, text });
      form.reset();
      await this.watch(customer, id);
    } finally {
      button.disabled = false;
    }
  }

  private async watch(customer: string, review: string): Promise<void> {
    const deadline = Date.now() + patienceMs;
    this.draw('deciding', texts.deciding);
    while (this.#customer === customer) {
      const decisions = await this.#api.decisionsOfReview(customer, review);
      if (this.#customer !== customer) return;
      const verdict = judge(decisions) ?? 'deciding';
      const [row] = decisions;
      this.draw(verdict, texts[verdict], ...(row ? [decisionLink(row, this.#shop)] : []));
      drawReasons(byId('review-reasons'), decisions);
      if (verdict !== 'deciding' && verdict !== 'acting') return;
      if (Date.now() > deadline) return row ? undefined : this.drawSilence();
      await new Promise((resolve) => window.setTimeout(resolve, pollIntervalMs));
    }
  }

  private drawSilence(): void {
    const silence = 'Concierge has said nothing about this review yet. No rule may listen to reviews.';
    this.draw('silent', silence, adminLink('/app/rules', this.#shop, 'Look at the rules in the admin'));
  }

  private draw(state: string, text: string, ...links: HTMLElement[]): void {
    drawStatus(byId('review-status'), state, text);
    byId('review-reasons').replaceChildren();
    byId('review-next').replaceChildren(...links);
  }
}

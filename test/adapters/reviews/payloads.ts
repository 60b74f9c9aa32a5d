/** The vendors’ published examples, shortened to what tells something. */
const PAYLOADS = {
  judgeme: {
    review: {
      id: 482734981,
      title: 'Too small',
      body: 'It shrank in the wash.',
      rating: 2,
      product_external_id: 'EXACT',
      product_title: 'Oxford shirt',
      verified: 'buyer',
      created_at: '2026-11-20T11:59:00+00:00',
      updated_at: '2026-11-20T11:59:30+00:00',
      pictures: [{ urls: { original: 'https://example.com/1.jpg' }, hidden: false }],
      reviewer: { id: 1, email: 'Rita@Example.com', name: 'Rita' },
    },
    shop_domain: 'atelier.myshopify.com',
  },
  okendo: {
    resource: {
      reviewId: '123e4567-e89b-12d3-a456-426614174000',
      productId: 'shopify-123456789',
      productName: 'Oxford shirt',
      title: 'Too small',
      body: 'It shrank in the wash.',
      rating: 2,
      dateCreated: '2026-11-20T11:59:00.000Z',
      media: [],
      reviewer: { displayName: 'R.', email: 'rita@example.com', isVerified: true },
    },
    resourceType: 'review',
    topic: 'create',
  },
  stamped: {
    customerEmail: 'rita@example.com',
    id: 14243711,
    author: 'Rita',
    reviewTitle: 'Too small',
    reviewMessage: 'It shrank in the wash.',
    reviewRating: 2,
    reviewDate: null,
    reviewUserPhotos: '14243711_a.jpg,14243711_b.jpg',
    reviewVerifiedType: 2,
    productId: 2640569991268,
    productName: 'Oxford shirt',
    dateCreated: '2026-11-20T11:59:00',
  },
  yotpo: {
    event: 'review_create',
    data: {
      id: 219,
      title: 'Too small',
      content: 'It shrank in the wash.',
      score: 2,
      created_at: '2026-11-20T11:59:00.000Z',
      updated_at: '2026-11-20T11:59:00.000Z',
      verified_buyer: true,
      customer_email: 'rita@example.com',
      external_order_id: '1001',
      external_product_id: '2640569991268',
    },
  },
} as const;

export type Provider = keyof typeof PAYLOADS;

/** JSON of an example; ids beyond 2^53 are written as they are. */
export function reviewBody(provider: Provider, edit: (text: string) => string = (text) => text): string {
  const exact = JSON.stringify(PAYLOADS[provider]).replace('"EXACT"', '820982911946154508');
  return edit(exact);
}

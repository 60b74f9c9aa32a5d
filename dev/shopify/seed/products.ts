import type { Document } from '../document.ts';
import { restId, toGid } from '../gid.ts';
import { handleOf } from '../views/product.ts';

type Range = {
  type: string;
  collection: string;
  vendor: string;
  sizes: readonly string[];
  items: readonly (readonly [string, number])[];
};

const LETTERS = ['XS', 'S', 'M', 'L', 'XL'];
const WAISTS = ['26', '28', '30', '32', '34'];
const SHOES = ['37', '38', '39', '40', '41', '42'];
const COLORS = ['Black', 'Ecru', 'Navy', 'Olive', 'Rust', 'Sky', 'Stone', 'Wine'];

/** Forty products of an invented fashion shop: name and price in whole currency units. */
const RANGES: readonly Range[] = [
  {
    type: 'Dress',
    collection: 'Dresses',
    vendor: 'Halden',
    sizes: LETTERS,
    items: [
      ['Alma Wrap Dress', 129],
      ['Birte Shirt Dress', 119],
      ['Cosima Slip Dress', 149],
      ['Delphine Knit Dress', 139],
      ['Edda Linen Dress', 109],
      ['Fjola Evening Dress', 249],
    ],
  },
  {
    type: 'Shirt',
    collection: 'Shirts',
    vendor: 'Halden',
    sizes: LETTERS,
    items: [
      ['Grit Poplin Shirt', 69],
      ['Hanne Silk Blouse', 119],
      ['Ivo Oxford Shirt', 75],
      ['Jorun Flannel Shirt', 79],
      ['Kaia Linen Shirt', 72],
    ],
  },
  {
    type: 'T-Shirt',
    collection: 'Basics',
    vendor: 'Plainfolk',
    sizes: LETTERS,
    items: [
      ['Everyday Tee', 29],
      ['Boxy Tee', 32],
      ['Long Sleeve Tee', 39],
      ['Ribbed Tank', 25],
    ],
  },
  {
    type: 'Knitwear',
    collection: 'Knitwear',
    vendor: 'Fell & Moor',
    sizes: LETTERS,
    items: [
      ['Lambswool Crew', 99],
      ['Merino Roll Neck', 109],
      ['Cashmere Cardigan', 219],
      ['Cable Jumper', 119],
      ['Cotton Vest', 69],
    ],
  },
  {
    type: 'Trousers',
    collection: 'Trousers',
    vendor: 'Halden',
    sizes: WAISTS,
    items: [
      ['Pleated Trousers', 109],
      ['Wide Leg Trousers', 115],
      ['Cropped Chinos', 85],
      ['Linen Trousers', 95],
    ],
  },
  {
    type: 'Jeans',
    collection: 'Denim',
    vendor: 'Northloom',
    sizes: WAISTS,
    items: [
      ['Straight Jeans', 99],
      ['Slim Jeans', 99],
      ['Barrel Jeans', 119],
      ['Selvedge Jeans', 169],
    ],
  },
  {
    type: 'Outerwear',
    collection: 'Coats and jackets',
    vendor: 'Fell & Moor',
    sizes: LETTERS,
    items: [
      ['Wool Coat', 329],
      ['Trench Coat', 289],
      ['Quilted Jacket', 189],
      ['Rain Parka', 219],
      ['Denim Jacket', 129],
    ],
  },
  {
    type: 'Skirt',
    collection: 'Skirts',
    vendor: 'Halden',
    sizes: LETTERS,
    items: [
      ['Bias Midi Skirt', 89],
      ['Pleated Skirt', 95],
      ['Denim Skirt', 79],
    ],
  },
  {
    type: 'Shoes',
    collection: 'Shoes',
    vendor: 'Ostra',
    sizes: SHOES,
    items: [
      ['Leather Loafer', 179],
      ['Chelsea Boot', 229],
      ['Canvas Sneaker', 89],
      ['Strappy Sandal', 119],
    ],
  },
];

const FIRST_PRODUCT_ID = 8_100_000_000_001n;
const FIRST_COLLECTION_ID = 310_000_000_001n;
const FIRST_VARIANT_ID = 45_100_000_000_001n;

/** The catalogue in REST shape, made `createdAt`: every product in all its sizes and three colours. */
export function demoProducts(createdAt: string): Document[] {
  let productId = FIRST_PRODUCT_ID;
  let variantId = FIRST_VARIANT_ID;
  let number = 0;
  return RANGES.flatMap((range, index) =>
    range.items.map(([title, price]) => {
      const colors = [0, 3, 5].map((step) => COLORS[(number + step) % COLORS.length] ?? 'Black');
      const variants = range.sizes.flatMap((size) => colors.map((color) => ({ size, color })));
      const id = productId;
      productId += 1n;
      number += 1;
      return {
        ...resource('Product', id),
        title,
        body_html: `<p>${title} by ${range.vendor}.</p>`,
        handle: handleOf(title),
        vendor: range.vendor,
        product_type: range.type,
        tags: `${range.type.toLowerCase()}, demo`,
        collections: [{ ...resource('Collection', FIRST_COLLECTION_ID + BigInt(index)), title: range.collection }],
        status: 'active',
        published_scope: 'web',
        created_at: createdAt,
        published_at: createdAt,
        updated_at: createdAt,
        options: [
          {
            ...resource('ProductOption', id * 10n + 1n),
            product_id: Number(id),
            name: 'Size',
            position: 1,
            values: range.sizes,
          },
          {
            ...resource('ProductOption', id * 10n + 2n),
            product_id: Number(id),
            name: 'Color',
            position: 2,
            values: colors,
          },
        ],
        variants: variants.map(({ size, color }, place) => {
          const own = variantId;
          variantId += 1n;
          return {
            ...resource('ProductVariant', own),
            product_id: Number(id),
            title: `${size} / ${color}`,
            option1: size,
            option2: color,
            option3: null,
            price: `${price}.00`,
            cost: `${Math.round(price * 0.4)}.00`,
            compare_at_price: null,
            sku: `${handleOf(title)}-${size}-${color}`.toUpperCase(),
            position: place + 1,
            inventory_policy: 'deny',
            inventory_quantity: 40,
            taxable: true,
            created_at: createdAt,
            updated_at: createdAt,
          };
        }),
        images: [],
        image: null,
      };
    }),
  );
}

function resource(type: string, id: bigint): Document {
  const gid = toGid(type, id.toString());
  return { id: restId(gid), admin_graphql_api_id: gid };
}

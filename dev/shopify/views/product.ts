import { formatDecimal, parseDecimal } from '../decimal.ts';
import { type Document, idDigits, integer, records, splitTags, text, texts } from '../document.ts';
import { type Gid, gidDigits, gidOf, toGid } from '../gid.ts';
import { currentDocument } from '../store/current.ts';
import type { Entity } from '../store/entity.ts';
import { metafieldFields } from './metafield.ts';
import { connectionOf, dateTime, moneyV2, type PageArguments, type Reading, type View } from './view.ts';

export function productView(product: Entity, reading: Reading): View {
  const document = currentDocument(product);
  const view: View = {
    __typename: 'Product',
    id: product.id,
    legacyResourceId: gidDigits(product.id),
    title: text(document.title) ?? '',
    handle: text(document.handle) ?? handleOf(text(document.title) ?? ''),
    vendor: text(document.vendor) ?? '',
    productType: text(document.product_type) ?? '',
    tags: splitTags(document.tags),
    status: (text(document.status) ?? 'active').toUpperCase(),
    descriptionHtml: text(document.body_html) ?? '',
    bodyHtml: text(document.body_html) ?? '',
    description: () => (text(document.body_html) ?? '').replace(/<[^>]*>/g, ' ').trim(),
    createdAt: dateTime(document.created_at),
    updatedAt: dateTime(document.updated_at) ?? dateTime(document.created_at),
    publishedAt: dateTime(document.published_at),
    templateSuffix: text(document.template_suffix),
    isGiftCard: false,
    giftCardTemplateSuffix: null,
    requiresSellingPlan: false,
    category: null,
    featuredImage: null,
    featuredMedia: null,
    onlineStoreUrl: null,
    tracksInventory: true,
    hasOnlyDefaultVariant: () => variantsOf(document).every((variant) => variant.title === 'Default Title'),
    hasOutOfStockVariants: () =>
      variantsOf(document).some((variant) => (integer(variant.inventory_quantity) ?? 0) <= 0),
    hasVariantsThatRequiresComponents: document.has_variants_that_requires_components === true,
    totalInventory: () =>
      variantsOf(document).reduce((sum, variant) => sum + (integer(variant.inventory_quantity) ?? 0), 0),
    totalVariants: () => variantsOf(document).length,
    variantsCount: () => ({ __typename: 'Count', count: variantsOf(document).length, precision: 'EXACT' }),
    mediaCount: { __typename: 'Count', count: 0, precision: 'EXACT' },
    media: (args: PageArguments) => connectionOf('Media', [], args),
    images: (args: PageArguments) => connectionOf('Image', [], args),
    collections: (args: PageArguments) =>
      connectionOf('Collection', records(document.collections).map(collectionView), args),
    options: ({ first }: { first?: number | null }) => optionViews(document).slice(0, first ?? undefined),
    priceRangeV2: () => priceRange(document, reading.shop.currency, 'ProductPriceRangeV2'),
    priceRange: () => priceRange(document, reading.shop.currency, 'ProductPriceRange'),
    variants: (args: PageArguments) =>
      connectionOf(
        'ProductVariant',
        variantsOf(document).map((variant) => variantView(variant, product, reading)),
        args,
      ),
    ...metafieldFields(product, () => view),
  };
  return view;
}

/** Which collections a product is in is no part of its payloads either. */
function collectionView(collection: Document): View {
  const title = text(collection.title) ?? '';
  const id = gidOf('Collection', collection) ?? toGid('Collection', '0');
  return {
    __typename: 'Collection',
    id,
    legacyResourceId: gidDigits(id),
    title,
    handle: text(collection.handle) ?? handleOf(title),
    description: '',
    descriptionHtml: '',
    sortOrder: 'BEST_SELLING',
    templateSuffix: null,
    image: null,
  };
}

function variantView(variant: Document, product: Entity, reading: Reading): View {
  const id = gidOf('ProductVariant', variant) ?? toGid('ProductVariant', '0');
  const productTitle = text(product.document.title) ?? '';
  const title = text(variant.title) ?? 'Default Title';
  const quantity = integer(variant.inventory_quantity);
  const compareAt = parseDecimal(variant.compare_at_price);
  const empty: Entity = { ...product, id, metafields: [] };
  const view: View = {
    __typename: 'ProductVariant',
    id,
    legacyResourceId: gidDigits(id),
    title,
    displayName: `${productTitle} - ${title}`,
    sku: text(variant.sku),
    barcode: text(variant.barcode),
    price: formatDecimal(parseDecimal(variant.price) ?? 0n),
    compareAtPrice: compareAt === null ? null : formatDecimal(compareAt),
    position: integer(variant.position) ?? 1,
    taxable: variant.taxable !== false,
    availableForSale: quantity === null || quantity > 0 || variant.inventory_policy === 'continue',
    inventoryPolicy: (text(variant.inventory_policy) ?? 'deny').toUpperCase(),
    inventoryQuantity: quantity,
    sellableOnlineQuantity: quantity ?? 0,
    requiresComponents: false,
    image: null,
    unitPrice: null,
    unitPriceMeasurement: null,
    showUnitPrice: false,
    createdAt: dateTime(variant.created_at) ?? dateTime(product.document.created_at),
    updatedAt: dateTime(variant.updated_at) ?? dateTime(product.document.created_at),
    selectedOptions: () => selectedOptions(variant, currentDocument(product)),
    product: () => productView(product, reading),
    inventoryItem: () => inventoryItemView(variant, view, reading),
    ...metafieldFields(empty, () => view),
  };
  return view;
}

/** What a variant costs the merchant is no part of product payloads: `cost` is there only in the store's own products. */
function inventoryItemView(variant: Document, view: View, reading: Reading): View {
  const id = toGid('InventoryItem', idDigits(variant.inventory_item_id) ?? gidDigits(view.id as Gid));
  const cost = parseDecimal(variant.cost);
  return {
    __typename: 'InventoryItem',
    id,
    legacyResourceId: gidDigits(id),
    sku: text(variant.sku),
    tracked: true,
    requiresShipping: true,
    unitCost: cost === null ? null : moneyV2(cost, reading.shop.currency),
    createdAt: view.createdAt,
    updatedAt: view.updatedAt,
    variant: view,
  };
}

/** The variant with this id and the product it belongs to, as a view. */
export function variantViewById(id: Gid, reading: Reading): View | null {
  const product = reading.store.productOfVariant(reading.shop.domain, id);
  const variant = records(product?.document.variants).find((candidate) => gidOf('ProductVariant', candidate) === id);
  return product === undefined || variant === undefined ? null : variantView(variant, product, reading);
}

export function variantsOf(product: Document): Document[] {
  return records(product.variants);
}

function optionViews(product: Document): View[] {
  const options = records(product.options);
  if (options.length === 0) {
    const values = variantsOf(product).map((variant) => text(variant.title) ?? 'Default Title');
    return [optionView({ id: 0, name: 'Title', position: 1, values: [...new Set(values)] })];
  }
  return options.map(optionView);
}

function optionView(option: Document): View {
  const values = texts(option.values);
  return {
    __typename: 'ProductOption',
    id: gidOf('ProductOption', option) ?? toGid('ProductOption', '0'),
    name: text(option.name) ?? 'Title',
    position: integer(option.position) ?? 1,
    values,
    linkedMetafield: null,
  };
}

function selectedOptions(variant: Document, product: Document): View[] {
  const names = records(product.options).map((option) => text(option.name) ?? 'Title');
  const known = names.length === 0 ? ['Title'] : names;
  return known.map((name, index) => ({
    __typename: 'SelectedOption',
    name,
    value: text(variant[`option${index + 1}`]) ?? text(variant.title) ?? 'Default Title',
  }));
}

function priceRange(product: Document, currency: string, typename: string): View {
  const prices = variantsOf(product).map((variant) => parseDecimal(variant.price) ?? 0n);
  prices.sort((left, right) => (left < right ? -1 : 1));
  return {
    __typename: typename,
    minVariantPrice: moneyV2(prices.at(0) ?? 0n, currency),
    maxVariantPrice: moneyV2(prices.at(-1) ?? 0n, currency),
  };
}

export function handleOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

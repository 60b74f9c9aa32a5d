import { type Document, flag, idDigits, integer, records, text } from '../document.ts';
import { gidOf, toGid } from '../gid.ts';
import { amountOf } from '../store/current.ts';
import { productView, variantViewById } from './product.ts';
import { money, moneyBag, moneyV2, type Reading, shopMoneyBag, type View } from './view.ts';

/** `taxesIncluded`: whether the order's prices are with their taxes; not given where only the line is known. */
export function lineItemView(line: Document, reading: Reading, taxesIncluded?: boolean): View {
  const { store, shop } = reading;
  const quantity = integer(line.quantity) ?? 0;
  const currentQuantity = integer(line.current_quantity) ?? quantity;
  const fulfillable = integer(line.fulfillable_quantity) ?? currentQuantity;
  const unit = amountOf(line, 'price');
  const original = unit * BigInt(quantity);
  const discount = amountOf(line, 'total_discount');
  const allocated = records(line.discount_allocations).reduce((sum, part) => sum + amountOf(part, 'amount'), 0n);
  const discounted = original - discount;
  const afterAll = original - (allocated === 0n ? discount : allocated);
  const taxes = taxesIncluded ? records(line.tax_lines).reduce((sum, tax) => sum + amountOf(tax, 'price'), 0n) : 0n;
  const perUnit = (total: bigint) => (quantity === 0 ? 0n : total / BigInt(quantity));
  const bag = (amount: bigint) => shopMoneyBag(amount, shop.currency);
  return {
    __typename: 'LineItem',
    id: gidOf('LineItem', line) ?? toGid('LineItem', '0'),
    title: text(line.title) ?? '',
    name: text(line.name) ?? text(line.title) ?? '',
    variantTitle: text(line.variant_title),
    sku: text(line.sku),
    vendor: text(line.vendor),
    quantity,
    currentQuantity,
    refundableQuantity: currentQuantity,
    unfulfilledQuantity: fulfillable,
    fulfillableQuantity: fulfillable,
    nonFulfillableQuantity: currentQuantity - fulfillable,
    fulfillmentStatus: text(line.fulfillment_status) ?? 'unfulfilled',
    requiresShipping: line.requires_shipping !== false,
    taxable: line.taxable !== false,
    isGiftCard: flag(line.gift_card),
    restockable: true,
    canRestock: true,
    merchantEditable: true,
    image: null,
    contract: null,
    sellingPlan: null,
    staffMember: null,
    lineItemGroup: null,
    duties: [],
    taxLines: () => records(line.tax_lines).map((tax) => taxLineView(tax, shop.currency)),
    discountAllocations: () =>
      records(line.discount_allocations).map((part) => ({
        __typename: 'DiscountAllocation',
        allocatedAmountSet: moneyBag(part, 'amount', shop.currency),
        allocatedAmount: moneyV2(amountOf(part, 'amount'), shop.currency),
      })),
    customAttributes: attributeViews(line.properties),
    originalUnitPrice: money(unit),
    originalUnitPriceSet: moneyBag(line, 'price', shop.currency),
    originalTotal: money(original),
    originalTotalSet: bag(original),
    totalDiscount: money(discount),
    totalDiscountSet: moneyBag(line, 'total_discount', shop.currency),
    discountedTotal: money(discounted),
    discountedTotalSet: ({ withCodeDiscounts }: { withCodeDiscounts?: boolean | null }) =>
      bag(withCodeDiscounts === true ? afterAll : discounted),
    discountedUnitPrice: money(perUnit(discounted)),
    discountedUnitPriceSet: bag(perUnit(discounted)),
    discountedUnitPriceAfterAllDiscountsSet: bag(perUnit(afterAll)),
    ...(taxesIncluded !== undefined && {
      priceAfterAllDiscountsBeforeTaxesSet: bag(
        quantity === 0 ? 0n : ((afterAll - taxes) * BigInt(currentQuantity)) / BigInt(quantity),
      ),
    }),
    unfulfilledDiscountedTotalSet: bag(perUnit(discounted) * BigInt(fulfillable)),
    unfulfilledOriginalTotalSet: bag(unit * BigInt(fulfillable)),
    weight: () => ({ __typename: 'Weight', unit: 'GRAMS', value: integer(line.grams) ?? 0 }),
    product: () => {
      const digits = idDigits(line.product_id);
      const product = digits === null ? undefined : store.entity(shop.domain, toGid('Product', digits));
      return product === undefined ? null : productView(product, reading);
    },
    variant: () => {
      const digits = idDigits(line.variant_id);
      return digits === null ? null : variantViewById(toGid('ProductVariant', digits), reading);
    },
  };
}

export function taxLineView(tax: Document, currency: string): View {
  const rate = typeof tax.rate === 'number' ? tax.rate : null;
  return {
    __typename: 'TaxLine',
    title: text(tax.title) ?? '',
    rate,
    ratePercentage: rate === null ? null : rate * 100,
    price: money(amountOf(tax, 'price')),
    priceSet: moneyBag(tax, 'price', currency),
    channelLiable: typeof tax.channel_liable === 'boolean' ? tax.channel_liable : null,
    source: text(tax.source),
  };
}

/** REST's `[{name, value}]` (note attributes, line properties) as Attributes. */
export function attributeViews(value: unknown): View[] {
  return records(value).map(({ name, value: content }) => ({
    __typename: 'Attribute',
    key: text(name) ?? '',
    value: content == null ? null : String(content),
  }));
}

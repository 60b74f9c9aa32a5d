import { type Document, idDigits, record, text } from '../document.ts';
import { toGid } from '../gid.ts';
import type { View } from './view.ts';

export function addressView(value: unknown, fallbackId: string): View | null {
  const address = record(value);
  if (address === null) return null;
  const number = (field: unknown) => (typeof field === 'number' ? field : null);
  return {
    __typename: 'MailingAddress',
    id: toGid('MailingAddress', idDigits(address.id) ?? fallbackId),
    address1: text(address.address1),
    address2: text(address.address2),
    city: text(address.city),
    company: text(address.company),
    coordinatesValidated: typeof address.latitude === 'number',
    country: text(address.country),
    countryCode: text(address.country_code),
    countryCodeV2: text(address.country_code),
    firstName: text(address.first_name),
    lastName: text(address.last_name),
    name: text(address.name) ?? nameOf(address),
    latitude: number(address.latitude),
    longitude: number(address.longitude),
    phone: text(address.phone),
    province: text(address.province),
    provinceCode: text(address.province_code),
    zip: text(address.zip),
    formatted: () => [address.address1, address.city, address.country].flatMap((part) => text(part) ?? []),
    formattedArea: [address.city, address.province_code, address.country]
      .flatMap((part) => text(part) ?? [])
      .join(', '),
  };
}

/** False where one of them is missing. */
export function isSameAddress(one: unknown, other: unknown): boolean {
  const [a, b] = [record(one), record(other)];
  return a !== null && b !== null && ADDRESS_PARTS.every((part) => text(a[part]) === text(b[part]));
}

const ADDRESS_PARTS = [
  ...['first_name', 'last_name', 'company', 'address1', 'address2', 'city', 'zip', 'province_code', 'country_code'],
];

export function nameOf(person: Document): string {
  return [text(person.first_name), text(person.last_name)].filter(Boolean).join(' ');
}

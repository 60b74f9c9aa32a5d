import type { Document } from '../document.ts';
import { restId, toGid } from '../gid.ts';
import type { Random } from './random.ts';

export const CUSTOMER_COUNT = 300;
const FIRST_CUSTOMER_ID = 7_300_000_000_001n;

/** Customers with a name to remember: by far enough spend to be looked after, and never seen before. */
export const REGULARS = [
  'Rosalind Okavar',
  'Teodor Lindqvale',
  'Mirela Castanhe',
  'Anselm Brodwick',
  'Ilse Varengold',
  'Jamal Ferrintine',
];
export const NEVER_SEEN = [
  'Nora Newmarch',
  'Pelle Firstwick',
  'Quilla Onsdale',
  'Rufus Blanchett-Vey',
  'Sunniva Startmoor',
  'Tobin Freshwater',
];

const FIRST = [
  'Ada',
  'Bela',
  'Cleo',
  'Dario',
  'Elin',
  'Fenna',
  'Gorm',
  'Hedda',
  'Ingo',
  'Juna',
  'Kian',
  'Lumi',
  'Maro',
  'Nilo',
  'Oda',
  'Piet',
  'Runa',
  'Silas',
  'Tova',
  'Ulla',
  'Vera',
  'Wim',
  'Yara',
  'Zeno',
];
const LAST_START = [
  'Al',
  'Bren',
  'Cor',
  'Dal',
  'Esk',
  'Far',
  'Gran',
  'Hol',
  'Is',
  'Kel',
  'Lor',
  'Mel',
  'Nor',
  'Or',
  'Pas',
  'Quil',
  'Ros',
  'Sel',
  'Tar',
  'Var',
];
const LAST_END = [
  'bark',
  'combe',
  'dahl',
  'ford',
  'gren',
  'holt',
  'lund',
  'mere',
  'quist',
  'sund',
  'thorn',
  'vik',
  'wold',
  'yard',
];
const DOMAINS = ['example.com', 'example.org', 'example.net'];
const CITIES = [
  ['Albany', 'New York', 'NY', '12207'],
  ['Burlington', 'Vermont', 'VT', '05401'],
  ['Portland', 'Maine', 'ME', '04101'],
  ['Salem', 'Oregon', 'OR', '97301'],
  ['Boulder', 'Colorado', 'CO', '80302'],
] as const;

/** 300 invented people in REST shape: the regulars first, then everyone else, those without an order last. */
export function demoCustomers(random: Random, createdAt: (index: number) => string, currency: string): Document[] {
  const taken = new Set<string>();
  const invent = (): string => {
    for (;;) {
      const name = `${random.pick(FIRST)} ${random.pick(LAST_START)}${random.pick(LAST_END)}`;
      if (taken.has(name)) continue;
      taken.add(name);
      return name;
    }
  };
  const others = CUSTOMER_COUNT - REGULARS.length - NEVER_SEEN.length;
  const names = [...REGULARS, ...Array.from({ length: others }, invent), ...NEVER_SEEN];
  return names.map((name, index) => customerDocument(name, index, random, createdAt(index), currency));
}

function customerDocument(name: string, index: number, random: Random, createdAt: string, currency: string): Document {
  const [firstName = '', lastName = ''] = name.split(' ');
  const gid = toGid('Customer', (FIRST_CUSTOMER_ID + BigInt(index)).toString());
  const [city, province, provinceCode, zip] = random.pick(CITIES);
  const isSubscribed = random.next() < 0.4;
  return {
    id: restId(gid),
    admin_graphql_api_id: gid,
    email: `${firstName}.${lastName}@${random.pick(DOMAINS)}`.toLowerCase(),
    first_name: firstName,
    last_name: lastName,
    state: 'disabled',
    note: null,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    tax_exemptions: [],
    phone: null,
    currency,
    tags: '',
    created_at: createdAt,
    updated_at: createdAt,
    email_marketing_consent: {
      state: isSubscribed ? 'subscribed' : 'not_subscribed',
      opt_in_level: 'single_opt_in',
      consent_updated_at: isSubscribed ? createdAt : null,
    },
    default_address: {
      id: Number(FIRST_CUSTOMER_ID) + 1_000_000 + index,
      customer_id: restId(gid),
      first_name: firstName,
      last_name: lastName,
      name,
      address1: `${1 + random.below(200)} Example Street`,
      city,
      province,
      province_code: provinceCode,
      zip,
      country: 'United States',
      country_code: 'US',
      country_name: 'United States',
      default: true,
    },
  };
}

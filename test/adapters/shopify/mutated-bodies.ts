import { reviewTopic } from '../../../adapters/reviews/address.ts';
import { COMPLIANCE_TOPICS, SUBSCRIBED_TOPICS } from '../../../adapters/shopify/topics.ts';
import { REVIEW_PROVIDERS } from '../../../core/review.ts';
import { createChance } from '../../simulation/world/chance.ts';
import { reviewBody } from '../reviews/payloads.ts';
import { samples } from './fixtures.ts';
import { CRAFTED } from './told.ts';

export interface MutatedBody {
  readonly topic: string;
  readonly bytes: Buffer;
}

interface GoodBody {
  readonly topic: string;
  readonly text: string;
  readonly tree: Node;
}

type Draw = () => number;

/** A good body of each topic that we are sent, with its digits as they came. */
export const GOOD_BODIES: readonly GoodBody[] = [
  ...samples().map(({ topic, body }) => ({ topic, text: JSON.stringify(body) })),
  ...CRAFTED.map(({ topic, body }) => ({ topic, text: body })),
  ...REVIEW_PROVIDERS.map((of) => ({ topic: reviewTopic(of, false), text: reviewBody(of) })),
]
  .filter(({ topic }) => isSent(topic))
  .map((good) => ({ ...good, tree: parseRaw(good.text) }));

function isSent(topic: string): boolean {
  return SUBSCRIBED_TOPICS.has(topic) || topic.startsWith('reviews/') || COMPLIANCE_TOPICS.some((of) => of === topic);
}

/** So many bodies with something wrong: the same for the same seed, each topic as often as any other. */
export function mutatedBodies(seed: number, count: number): MutatedBody[] {
  const chance = createChance(seed);
  const topics = [...new Set(GOOD_BODIES.map(({ topic }) => topic))];
  return Array.from({ length: count }, (_, index) => {
    const draw = chance.sequence(String(index));
    const topic = topics[index % topics.length] ?? '';
    const own = GOOD_BODIES.filter((source) => source.topic === topic);
    const good = pick(draw, draw() < 0.05 ? GOOD_BODIES : own);
    return { topic, bytes: draw() < 0.25 ? mutatedBytes(good.text, draw) : Buffer.from(mutatedText(good.tree, draw)) };
  });
}

function pick<Item>(draw: Draw, items: readonly Item[]): Item {
  const item = items[Math.floor(draw() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** JSON that no honest field has, each by a name of its own. */
const ODD_JSON: readonly string[] = [
  ...['null', 'true', 'false', '0', '-0', '-1', '1.5', '1e300', '1e999', '-1e999', '5e-324', '9007199254740993'],
  ...['-9007199254740993', '9'.repeat(400), `1${'0'.repeat(20_000)}`, `0.${'3'.repeat(400)}`],
  ...['{}', '[]', '[[]]', '[null]', '{"id":{}}', '{"__proto__":{"id":1}}', '{"length":1e9}', '{"toString":1}'],
  ...['""', '" "', '"x"', '"\\u0000"', '"\\ud800"', '"\\ufffe"', '"__proto__"', '"１２"', '"0x10"', '"1e400"', '"NaN"'],
  ...['"-5"', '"-0.001"', '"12.345"', '"999999999999999999999999.99"', '"EURO"', '"constructor"'],
  ...['"2026-13-45T99:99:99Z"', '"2026-11-20"', '"0000-00-00T00:00:00Z"', '"+275760-09-13T00:00:00Z"'],
  ...['"9999-12-31T23:59:59Z"', '"1969-12-31T23:59:59-12:00"', '"2026-11-20T12:00:00"', '"Infinity"'],
  ...['"gid://shopify/Order/"', '"gid://shopify/Order/-1"', '"gid://shopify/Customer/1"', '"gid://shopify/Refund/1e3"'],
  ...[
    `"${'x'.repeat(5_000)}"`,
    `"${'é'.repeat(300)}"`,
    '['.repeat(50) + ']'.repeat(50),
    `${'{"a":'.repeat(50)}1${'}'.repeat(50)}`,
  ],
];

const ODD_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'toJSON',
  'then',
  '',
  'id',
  'ID',
];

/** Writes the JSON anew and, at one to three places, something else. */
function mutatedText(tree: Node, draw: Draw): string {
  const places = countNodes(tree);
  const chosen = new Set(Array.from({ length: 1 + Math.floor(draw() * 3) }, () => Math.floor(draw() * places)));
  let place = -1;

  const write = (node: Node): string => {
    place += 1;
    const isChosen = chosen.has(place);
    const written = typeof node === 'string' ? node : writeMembers(node);
    return isChosen ? changed(written, draw) : written;
  };
  const writeMembers = ({ isList, members }: Parent): string => {
    const texts = members.flatMap(([key, value]) => {
      const isHere = chosen.has(place + 1);
      const whole = isList ? write(value) : `${JSON.stringify(key)}:${write(value)}`;
      return isHere ? changedMember(whole, key, isList, draw) : [whole];
    });
    return isList ? `[${texts.join()}]` : `{${texts.join()}}`;
  };
  return write(tree);
}

function changed(written: string, draw: Draw): string {
  const dice = draw();
  if (dice < 0.1) return `[${written}]`;
  if (dice < 0.2) return `{"value":${written}}`;
  if (dice < 0.3) return JSON.stringify(written);
  if (dice < 0.303) return '['.repeat(60_000) + ']'.repeat(60_000);
  return pick(draw, ODD_JSON);
}

/** The member dropped, doubled, with another name, or with a neighbour nobody asked for. */
function changedMember(whole: string, key: string, isList: boolean, draw: Draw): string[] {
  const dice = draw();
  if (dice < 0.2) return [];
  if (isList) return dice < 0.6 ? [whole] : [whole, whole];
  const odd = `${JSON.stringify(pick(draw, ODD_KEYS))}:${pick(draw, ODD_JSON)}`;
  if (dice < 0.3) return [whole, `${JSON.stringify(key)}:${pick(draw, ODD_JSON)}`];
  if (dice < 0.4) return [odd];
  return dice < 0.5 ? [odd, whole] : [whole];
}

const ODD_BYTES = ['ff', 'c080', 'eda080', 'f4908080', '00', 'efbbbf', 'efbfbe', 'e2', '22', '7b', '5d', '5c', '2c'];

/** Cut off, empty, with other bytes, not even UTF-8. */
function mutatedBytes(text: string, draw: Draw): Buffer {
  const bytes = Buffer.from(text);
  const at = Math.floor(draw() * bytes.length);
  const odd = Buffer.from(pick(draw, ODD_BYTES), 'hex');
  const dice = draw();
  if (dice < 0.03) return Buffer.alloc(0);
  if (dice < 0.06) return Buffer.from(pick(draw, ODD_JSON));
  if (dice < 0.1) return Buffer.concat([odd, bytes]);
  if (dice < 0.4) return bytes.subarray(0, at);
  if (dice < 0.7) return Buffer.concat([bytes.subarray(0, at), odd, bytes.subarray(at)]);
  return Buffer.concat([bytes.subarray(0, at), odd, bytes.subarray(at + odd.length)]);
}

/** A leaf is its JSON. */
type Node = string | Parent;

interface Parent {
  readonly isList: boolean;
  readonly members: readonly (readonly [string, Node])[];
}

function countNodes(node: Node): number {
  return typeof node === 'string' ? 1 : node.members.reduce((sum, [, member]) => sum + countNodes(member), 1);
}

/** Keeps numbers as they are written. */
function parseRaw(text: string): Node {
  const reviver = (_: string, value: unknown, { source }: { source?: string }): Node => {
    if (typeof value !== 'object' || value === null) return source ?? JSON.stringify(value);
    return { isList: Array.isArray(value), members: Object.entries(value) };
  };
  return (JSON.parse as (text: string, reviver: unknown) => Node)(text, reviver);
}

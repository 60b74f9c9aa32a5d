import { expect, test } from 'vitest';
import { createLiquidTemplates } from '../../../adapters/liquid/templates.ts';
import { createPerformer } from '../../../adapters/performer.ts';
import type { Messenger, RecipientReader, Sent } from '../../../core/ports.ts';
import { NOW, usd } from '../builders.ts';
import { buildDecision, CREDIT_RULE } from '../decisions.ts';
import { SHOP, setStage } from './stage.ts';

/** The message of an effect, from who gets it to the provider. */

const MINUTE_MS = 60_000;
const RULE = {
  ...CREDIT_RULE,
  perk: { kind: 'message' as const, subject: 'Sorry, {{ customer.first_name }}', body: 'Hello', cost: usd(0) },
};
const ADA = {
  email: 'ada@customers.example',
  firstName: 'Ada',
  shopName: 'Atelier',
  shopEmail: 'help@atelier.example',
};

type Recipient = Awaited<ReturnType<RecipientReader['recipient']>>;

async function setMailStage() {
  const stage = await setStage([buildDecision({ rules: [RULE] })]);
  const { ports, stores } = stage;
  await stores.policies.publish(SHOP, { rules: [RULE] }, 0, '1', NOW);
  const subjects: string[] = [];
  const mail = {
    read: async (): Promise<Recipient> => ({ kind: 'found', recipient: ADA }),
    sends: async (): Promise<Sent> => ({ kind: 'done' }),
  };
  const messenger: Messenger = {
    async send({ subject }) {
      subjects.push(subject);
      return mail.sends();
    },
  };
  const admin = { ...ports.performer, perform: () => Promise.reject(new Error('it is a message')) };
  const performer = createPerformer(admin, {
    policies: stores.policies,
    recipients: { recipient: () => mail.read() },
    templates: createLiquidTemplates(),
    messenger,
  });
  return { ...stage, mail, subjects, work: () => stage.act(0, { performer }, SHOP, new Map()) };
}

test('the intent is written once all is read, right before the provider is asked', async () => {
  const { work, effect, mail, subjects } = await setMailStage();
  const states: string[] = [];
  const look = async <Answer>(answer: Answer): Promise<Answer> => {
    states.push((await effect()).state);
    return answer;
  };
  mail.read = () => look({ kind: 'found' as const, recipient: ADA });
  mail.sends = () => look({ kind: 'done' as const });
  await work();
  expect(states).toEqual(['pending', 'attempting']);
  expect(subjects).toEqual(['Sorry, Ada']);
  expect((await effect()).history).toMatchObject([{ what: 'tried', asked: ['MessageRecipient', 'SendEmail'] }]);
});

test('a process that ends while the shop is asked who gets it leaves no question: the next one sends it', async () => {
  const { work, effect, mail, world, subjects } = await setMailStage();
  const { read } = mail;
  const asked = Promise.withResolvers<void>();
  mail.read = () => {
    asked.resolve();
    return new Promise(() => undefined);
  };
  void work();
  await asked.promise;
  mail.read = read;
  world.now = NOW + 5 * MINUTE_MS;
  await work();
  expect(await effect()).toMatchObject({ state: 'done', attempts: 1 });
  expect(subjects).toHaveLength(1);
});

test('a process that ends while the provider is asked leaves it to a person', async () => {
  const { work, effect, mail, world, subjects } = await setMailStage();
  const asked = Promise.withResolvers<void>();
  mail.sends = () => {
    asked.resolve();
    return new Promise(() => undefined);
  };
  void work();
  await asked.promise;
  world.now = NOW + 5 * MINUTE_MS;
  await work();
  expect(await effect()).toMatchObject({ state: 'unclear' });
  expect(subjects).toHaveLength(1);
});

test('what fails while it is prepared, even by a bug, is certainly not sent', async () => {
  const { work, effect, mail, subjects } = await setMailStage();
  mail.read = async () => {
    throw new TypeError('a bug');
  };
  expect(await work()).toMatchObject({ thrown: [{}], states: { pending: 1 } });
  expect(await effect()).toMatchObject({ state: 'pending', uncertain: false });
  expect(subjects).toEqual([]);
});

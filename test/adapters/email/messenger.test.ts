import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMessenger } from '../../../adapters/email/messenger.ts';
import { messageIdOf, messageReference } from '../../../adapters/email/reference.ts';
import { createSesMessenger } from '../../../adapters/email/ses.ts';
import { createSmtpMessenger } from '../../../adapters/email/smtp.ts';
import type { EffectId } from '../../../core/identity.ts';
import { NothingDone } from '../../../core/nothing-done.ts';
import type { Message, Messenger, Sent } from '../../../core/ports.ts';
import { shopDomain } from '../../core/builders.ts';

/** The real clients, against servers on this machine that behave as a case says. */

// Long enough for a busy machine to come as far as the case says.
const PATIENCE_MS = 1_500;
const FROM = 'service@example.com';
const message: Message = {
  shop: shopDomain('atelier'),
  id: 'sorry/1001/customer.message' as EffectId,
  channel: 'email',
  to: 'ada@customers.example',
  fromName: 'Atelier Café',
  replyTo: 'help@atelier.example',
  subject: 'Grüße',
  text: 'Hello Ada\n',
  html: '<p>Hello Ada</p>',
};

/** What the provider does with a message, and what the messenger says of it. */
type Case = readonly [does: string, says: Sent['kind'], taken: number];

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

describe('SMTP', () => {
  const CASES: readonly Case[] = [
    ['takes it', 'done', 1],
    ['is gone before the content', 'again', 0],
    ['takes it and is gone', 'unclear', 1],
    ['is gone after the content without taking it', 'unclear', 0],
    ['takes it and never answers', 'unclear', 1],
    ['asks to wait', 'again', 0],
    ['knows no such address', 'refused', 0],
    ['fails for now after the content', 'again', 0],
    ['refuses the content', 'refused', 0],
  ];

  async function open(does: string): Promise<{ messenger: Messenger; taken: string[] }> {
    const taken: string[] = [];
    const cut = ({ remotePort }: SMTPServerSession) => {
      for (const socket of sockets) if (socket.remotePort === remotePort) socket.destroy();
    };
    const no = (responseCode: number) => Object.assign(new Error('5.1.1 <ada@customers.example> no'), { responseCode });
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS'],
      disableReverseLookup: true,
      onRcptTo(_address, session, answer) {
        if (does === 'is gone before the content') return cut(session);
        if (does === 'asks to wait') return answer(no(450));
        return answer(does === 'knows no such address' ? no(550) : null);
      },
      async onData(stream, session, answer) {
        let raw = '';
        for await (const chunk of stream) raw += String(chunk);
        if (does === 'is gone after the content without taking it') return cut(session);
        if (does === 'fails for now after the content') return answer(no(451));
        if (does === 'refuses the content') return answer(no(554));
        taken.push(raw);
        if (does === 'takes it and is gone') return cut(session);
        if (does !== 'takes it and never answers') answer();
      },
    });
    const sockets = new Set<import('node:net').Socket>();
    server.server.on('connection', (socket) => sockets.add(socket));
    server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    stops.push(() => {
      for (const socket of sockets) socket.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    });
    const { port } = server.server.address() as AddressInfo;
    const url = `smtp://127.0.0.1:${port}`;
    return { messenger: createSmtpMessenger({ url, from: FROM, patienceMs: PATIENCE_MS }), taken };
  }

  test.each(CASES)('a server that %s: %s', async (does, says, count) => {
    const { messenger, taken } = await open(does);
    const sent = await messenger.send(message);
    expect(sent.kind).toBe(says);
    expect(taken).toHaveLength(count);
    expect(JSON.stringify(sent)).not.toContain('ada');
  });

  test('the message names shop and sender, and the same effect always has the same Message-ID', async () => {
    const { messenger, taken } = await open('takes it');
    await messenger.send(message);
    await messenger.send(message);
    for (const raw of taken) {
      expect(raw).toContain(`Message-ID: ${messageIdOf(message)}`);
      expect(raw).toContain(`<${FROM}>`);
      expect(raw).toContain('help@atelier.example');
    }
    expect(messageReference({ ...message, shop: shopDomain('bazaar') })).not.toBe(messageReference(message));
  });

  test('nobody there: certainly not sent', async () => {
    const messenger = createSmtpMessenger({ url: 'smtp://127.0.0.1:1', from: FROM, patienceMs: PATIENCE_MS });
    expect(await messenger.send(message)).toMatchObject({ kind: 'again' });
  });
});

describe('SES', () => {
  beforeEach(() => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    return () => vi.unstubAllEnvs();
  });

  const error = (status: number, type: string) => ({ status, headers: { 'x-amzn-errortype': type } });
  const CASES: readonly (readonly [string, ReturnType<typeof error> | 'gone' | 'silent' | null, Sent['kind']])[] = [
    ['takes it', null, 'done'],
    ['takes it and is gone', 'gone', 'unclear'],
    ['takes it and never answers', 'silent', 'unclear'],
    ['breaks', error(500, 'InternalFailure'), 'unclear'],
    ['asks to wait', error(429, 'TooManyRequestsException'), 'again'],
    ['has paused sending', error(400, 'SendingPausedException'), 'again'],
    ['refuses the message', error(400, 'MessageRejected'), 'refused'],
    ['does not let us send', error(403, 'AccessDeniedException'), 'again'],
  ];

  async function open(answer: ReturnType<typeof error> | 'gone' | 'silent' | null) {
    const asked: { FromEmailAddress: string; Destination: object; EmailTags: object[] }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += String(chunk);
      });
      request.on('end', () => {
        asked.push(JSON.parse(body));
        if (answer === 'gone') return void request.socket.destroy();
        if (answer === 'silent') return;
        response.writeHead(answer?.status ?? 200, { 'content-type': 'application/json', ...answer?.headers });
        response.end(JSON.stringify(answer ? { message: 'ada@customers.example' } : { MessageId: '1' }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    stops.push(() => {
      server.closeAllConnections();
      server.close();
    });
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const messenger = createSesMessenger({ region: 'us-east-1', from: FROM, endpoint, patienceMs: PATIENCE_MS });
    return { messenger, asked };
  }

  test.each(CASES)('that %s', async (_does, answer, says) => {
    const { messenger, asked } = await open(answer);
    const sent = await messenger.send(message);
    expect(sent.kind).toBe(says);
    expect(JSON.stringify(sent)).not.toContain('ada');
    // Once, whatever came of it.
    expect(asked).toMatchObject([
      {
        FromEmailAddress: expect.stringContaining(`<${FROM}>`),
        Destination: { ToAddresses: [message.to] },
        EmailTags: [{ Name: 'concierge-reference', Value: messageReference(message) }],
      },
    ]);
  });

  test('a long name in any script is told in words as long as may be, none of which breaks a character', async () => {
    const { messenger, asked } = await open(null);
    const fromName = 'Ателье «Синяя птица» — вещи на каждый день 👕👖🧥';
    await messenger.send({ ...message, fromName });
    const words = asked[0]?.FromEmailAddress.replace(` <${FROM}>`, '').split(' ') ?? [];
    const shown = words.map((word) => {
      expect(word.length).toBeLessThanOrEqual(75);
      return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(word.slice(10, -2), 'base64'));
    });
    expect(shown.join('')).toBe(fromName);
  });
});

test('where the messenger can’t be made nothing was done, and a later message tries to make it again', async () => {
  let url = 'smtp://service:50%off@mail.example:587';
  const email = {
    from: FROM,
    sesEndpoint: undefined,
    get smtpUrl() {
      return url;
    },
  };
  const messenger = createMessenger({ email, region: 'us-east-1' });
  await expect(messenger.send(message)).rejects.toBeInstanceOf(NothingDone);
  await expect(messenger.send(message)).rejects.toBeInstanceOf(NothingDone);
  url = 'smtp://127.0.0.1:1';
  expect(await messenger.send(message)).toMatchObject({ kind: 'again' });
});

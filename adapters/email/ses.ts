import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import type { Message, Messenger, Sent } from '../../core/ports.ts';
import { messageReference } from './reference.ts';

export interface SesSettings {
  readonly region: string;
  /** The sender's address, of an identity that is verified in SES. */
  readonly from: string;
  /** An SES other than the region's. */
  readonly endpoint?: string | undefined;
  /** For the answer. */
  readonly patienceMs?: number;
}

/** Together within LONGEST_SEND_MS. */
const CONNECT_WITHIN_MS = 3_000;
const PATIENCE_MS = 8_000;

/** Sends messages through Amazon SES, API v2. */
export function createSesMessenger({ region, from, endpoint, patienceMs = PATIENCE_MS }: SesSettings): Messenger {
  const client = new SESv2Client({
    region,
    ...(endpoint !== undefined && { endpoint }),
    // The library would send a message again whose answer was lost.
    maxAttempts: 1,
    requestHandler: {
      connectionTimeout: CONNECT_WITHIN_MS,
      requestTimeout: patienceMs,
      throwOnRequestTimeout: true,
    },
  });
  return {
    async send(message) {
      try {
        await client.send(commandOf(message, from));
        return { kind: 'done' };
      } catch (error) {
        return sentOf(error as SesError);
      }
    },
  };
}

/** SES gives each message a Message-ID of its own; the tag is what its logs show of ours. */
function commandOf(message: Message, from: string): SendEmailCommand {
  const utf8 = (Data: string) => ({ Data, Charset: 'UTF-8' });
  return new SendEmailCommand({
    FromEmailAddress: `${encodedWords(message.fromName)} <${from}>`,
    Destination: { ToAddresses: [message.to] },
    ReplyToAddresses: [message.replyTo],
    EmailTags: [{ Name: 'concierge-reference', Value: messageReference(message) }],
    Content: {
      Simple: {
        Subject: utf8(message.subject),
        Body: { Text: utf8(message.text), Html: utf8(message.html) },
        Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
      },
    },
  });
}

/** An encoded word has 75 characters at most (RFC 2047, section 2), which hold so many bytes. */
const WORD_BYTES = 45;

/**
 * Outside of ASCII a display name has to be encoded (RFC 2047); SES does not do it. Words side by side are shown as one,
 * and none of them ends within a character.
 */
function encodedWords(name: string): string {
  const words: string[] = [];
  for (const character of name) {
    const longer = (words.at(-1) ?? '') + character;
    if (words.length > 0 && Buffer.byteLength(longer) <= WORD_BYTES) words[words.length - 1] = longer;
    else words.push(character);
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ');
}

/** The parts of the SDK's errors that are used here. */
interface SesError {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** SES has not accepted it and may later. Source: SES v2's page "SendEmail", its errors, and “Common errors”. */
const NOT_NOW = new Set([
  'TooManyRequestsException',
  'ThrottlingException',
  'Throttling',
  'LimitExceededException',
  'SendingPausedException',
  'AccountSuspendedException',
]);
/** No request was made. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** SES's own words may name the customer: only its codes are kept. */
function sentOf({ name = 'Error', code, $metadata }: SesError): Sent {
  const status = $metadata?.httpStatusCode;
  if (NOT_NOW.has(name) || status === 429) return { kind: 'again', problem: `SES does not take it now (${name})` };
  // Credentials that are missing, expired or not allowed to: for the operator to put right.
  if (name === 'CredentialsProviderError' || status === 401 || status === 403) {
    return { kind: 'again', problem: `SES does not let us send (${name})` };
  }
  if (status !== undefined && status >= 400 && status < 500) {
    return { kind: 'refused', problem: `SES refused the message (${name})` };
  }
  if (code !== undefined && NOT_CONNECTED.has(code)) {
    return { kind: 'again', problem: `SES can’t be reached (${code})` };
  }
  return { kind: 'unclear', problem: 'the answer of SES was lost' };
}

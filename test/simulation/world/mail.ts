import type { Messenger, Sent } from '../../../core/ports.ts';
import type { Internet } from './http.ts';
import { numberOf } from './order.ts';
import type { Process } from './process.ts';

/** What an adapter says of a mail provider that is asked, with all that happens on the way there and back. */
export function createMessenger(internet: Internet, process: Process): Messenger {
  const { agenda, faults, shops, tell } = internet;
  return {
    send(message) {
      return process.call(`mail ${message.shop} ${message.id}`, 300, async (at): Promise<Sent> => {
        const shop = shops.get(message.shop);
        if (!shop) throw new Error(`there is no shop ${message.shop}`);
        const askedAt = agenda.now();
        const subject = customerAt(message.to);
        const told = (kind: string) => shop.refusals.push({ at: agenda.now(), subject, kind });
        shop.calls.push({ at: askedAt, operation: 'SendEmail', subject, token: '' });
        const lost = async (): Promise<Sent> => {
          told('failed');
          shop.lostMails.push(message.id);
          await new Promise<void>((resolve) => agenda.at(agenda.now() + PATIENCE_MS, resolve));
          return { kind: 'unclear', problem: 'no answer' };
        };
        if (faults.strikes('mail.down', at)) {
          told('failed');
          return { kind: 'again', problem: 'nobody is there' };
        }
        if (faults.strikes('mail.throttled', at)) {
          told('throttled');
          return { kind: 'again', problem: 'not now', afterMs: 60_000 };
        }
        if (faults.strikes('mail.refused', at)) {
          told('user_error');
          return { kind: 'refused', problem: 'nobody has this address' };
        }
        if (faults.strikes('mail.timeout_before', at)) return lost();
        shop.changes.push({ at: agenda.now(), askedAt, kind: 'mail', subject: message.id });
        tell(`a mail of ${message.shop} is sent: ${message.id}`);
        return faults.strikes('mail.timeout_after', at) ? lost() : { kind: 'done' };
      });
    },
  };
}

const PATIENCE_MS = 8_000;

/** Nobody's address has a name in it, but one in three customers has none. */
export function addressOf(customer: string): string | null {
  const number = numberOf(customer);
  return Number(number) % 3 === 0 ? null : `${number}@customers.example`;
}

function customerAt(address: string): string {
  return `Customer/${address.split('@')[0]}`;
}

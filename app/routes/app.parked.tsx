import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react';
import { assertNever } from '../../core/assert-never.ts';
import { replayAllParked, replayParked } from '../../core/use-cases/replay-parked.ts';
import { answerOrFailed } from '../answer.ts';
import { authenticateMerchant } from '../authenticate.server.ts';
import { boundedTrail, pageUrls } from '../page-trail.ts';
import { parkedRow, type Replayed, replayRequest } from '../parked.server.ts';
import { parkedListUrl } from '../parked-url.ts';
import { readJson } from '../read-json.server.ts';
import { merchantHeaders } from '../route-headers.server.ts';
import { requireShop } from '../shop.server.ts';
import { ParkedPage } from '../ui/parked-page.tsx';
import { RouteError } from '../ui/route-error.tsx';

export const headers = merchantHeaders;

const PAGE_SIZE = 25;
/** The platform's admin waits for longer. */
const REPLAY_ALL_MS = 8_000;

export async function loader(args: LoaderFunctionArgs) {
  const merchant = await authenticateMerchant(args);
  const { domain, timezone } = await requireShop(merchant);
  const trail = [...boundedTrail(new URL(args.request.url).searchParams.getAll('page'))];
  const page = await merchant.services.parking.list(domain, PAGE_SIZE, trail.at(-1));
  return {
    rows: page.parked.map((parked) => parkedRow(parked, timezone)),
    ...pageUrls({ trail }, page.cursor, parkedListUrl),
  };
}

/** Tries one message again, or all; or deletes one. */
export async function action(args: ActionFunctionArgs): Promise<Replayed> {
  const merchant = await authenticateMerchant(args);
  const asked = await readJson(args.request, replayRequest);
  const { services } = merchant;
  const { domain } = await requireShop(merchant);
  switch (asked.intent) {
    case 'replay':
      return { kind: (await replayParked(services, domain, asked.id)) === 'replayed' ? 'replayed' : 'gone' };
    case 'replay_all': {
      const endsAt = performance.now() + REPLAY_ALL_MS;
      const hasTime = () => performance.now() < endsAt;
      const count = await replayAllParked(services, domain, hasTime);
      return { kind: 'replayed_all', count, isAll: hasTime() };
    }
    case 'delete': {
      const parked = await services.parking.find(domain, asked.id);
      if (!parked) return { kind: 'gone' };
      await services.parking.remove(domain, parked);
      return { kind: 'deleted' };
    }
    default:
      return assertNever(asked);
  }
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => answerOrFailed(serverAction<typeof action>);

export default function Parked() {
  return <ParkedPage {...useLoaderData<typeof loader>()} />;
}

export const ErrorBoundary = RouteError;

import type { ShopDomain } from '../identity.ts';
import type { ParkedSummary, ParkingLot } from '../ports.ts';

const PAGE = 50;

/** All that is parked, newest first; read page by page as it is asked for. */
export async function* parkedDeliveries(parking: Pick<ParkingLot, 'list'>, shop: ShopDomain) {
  let cursor: string | null = null;
  do {
    const page: { readonly parked: readonly ParkedSummary[]; readonly cursor: string | null } = await parking.list(
      shop,
      PAGE,
      ...(cursor === null ? [] : ([cursor] as const)),
    );
    yield* page.parked;
    cursor = page.cursor;
  } while (cursor !== null);
}

import type { ShopTime } from '../shop-time.server.ts';

/** A moment as the server wrote it, in the shop's zone. */
export function Moment({ iso, text }: ShopTime) {
  return <time dateTime={iso}>{text}</time>;
}

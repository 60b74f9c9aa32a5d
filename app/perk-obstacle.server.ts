import { obstacleTo } from '../core/perk-needs.ts';
import type { Perk } from '../core/perks.ts';
import type { Shop } from '../core/shop.ts';
import { describeObstacle } from '../core/words/reasons.ts';

/** Why this shop can give a perk to nobody, in words; null when it can. */
export function obstacleInShop(perk: Perk, { scopes }: Pick<Shop, 'scopes'>): string | null {
  const obstacle = obstacleTo(perk, { scopes, isGuest: false });
  return obstacle && describeObstacle(obstacle);
}

import type { Breaker } from '../../core/breaker.ts';
import type { Instant, ShopDomain } from '../../core/identity.ts';
import { type Chores, choresDueAt, firstChores, type Imported, type PerksTurn, type Shop } from '../../core/shop.ts';
import type { Condition, Update } from './expressions.ts';
import { dueAttributes, type Key, shopKey } from './table.ts';

/** The shop as it is stored, plus what only the store needs. What is null of a shop is absent here. */
export interface ShopItem
  extends Key,
    Omit<
      Shop,
      | 'domain'
      | 'currencySince'
      | 'plan'
      | 'uninstalledAt'
      | 'perksStoppedAt'
      | 'perksTurned'
      | 'breaker'
      | 'imported'
      | 'chores'
    > {
  readonly currencySince?: Instant;
  readonly plan?: string;
  readonly uninstalledAt?: Instant;
  readonly perksStoppedAt?: Instant;
  readonly perksTurned?: PerksTurn;
  readonly breaker?: Breaker;
  readonly imported?: Imported;
  /** Absent where the shop installed before there were any. */
  readonly chores?: Chores;
  /** When the platform last let us in: an uninstallation from before belongs to an earlier installation. */
  readonly confirmedAt: Instant;
  /** No record of the shop is older, however often it installed. */
  readonly firstInstalledAt: Instant;
  /** Key of the index by due time: when the chores are due. Absent when uninstalled. */
  readonly dueShard?: string;
  readonly dueAt?: string;
}

export function shopRecord(domain: ShopDomain, item: ShopItem): Shop {
  const { currency, timezone, scopes, installedAt, policyVersion } = item;
  return {
    domain,
    currency,
    currencySince: item.currencySince ?? null,
    timezone,
    plan: item.plan ?? null,
    scopes,
    installedAt,
    uninstalledAt: item.uninstalledAt ?? null,
    policyVersion,
    perksStoppedAt: item.perksStoppedAt ?? null,
    perksTurned: item.perksTurned ?? null,
    breaker: item.breaker ?? null,
    imported: item.imported ?? null,
    chores: item.chores ?? firstChores(installedAt, null),
  };
}

/** The chores with when they are due. */
export function choresValues(shop: ShopDomain, chores: Chores) {
  const { dueShard, dueAt } = dueAttributes(shopKey(shop), choresDueAt(chores));
  return { ':chores': chores, ':dueShard': dueShard, ':dueAt': dueAt };
}

export const SET_CHORES = '#chores = :chores, #dueShard = :dueShard, #dueAt = :dueAt';

export const isInstalled: Condition = {
  expression: 'attribute_exists(#installedAt) AND attribute_not_exists(#uninstalledAt)',
};

export const isNotInstalled: Condition = {
  expression: 'attribute_not_exists(#installedAt) OR attribute_exists(#uninstalledAt)',
};

/** It is still the installation that it was. */
export const isInstallation = (at: Instant): Condition => ({
  expression: '#installedAt = :installation',
  values: { ':installation': at },
});

/** The platform has not let us in since. */
export const confirmedBy = (at: Instant): Condition => ({ expression: '#confirmedAt <= :at', values: { ':at': at } });

/** Nobody else recorded the shop's details since they were read. */
export const lastConfirmed = (at: Instant | null): Condition =>
  at === null
    ? { expression: 'attribute_not_exists(#confirmedAt)' }
    : { expression: '#confirmedAt = :confirmedBefore', values: { ':confirmedBefore': at } };

export const perksAre = (perks: 'given' | 'stopped'): Condition => ({
  expression: `${perks === 'given' ? 'attribute_not_exists' : 'attribute_exists'}(#perksStoppedAt)`,
});

export const breakerIs = (breaker: Breaker | null): Condition =>
  breaker === null
    ? { expression: 'attribute_not_exists(#breaker)' }
    : { expression: '#breaker = :breakerBefore', values: { ':breakerBefore': breaker } };

/** Whoever read the first chores may have read them off a shop that has none stored. */
export function choresAre(chores: Chores): Condition {
  const values = { ':choresBefore': chores };
  const { sweepAt, move, replayAt, notBefore } = chores;
  if (move !== null || replayAt !== null || notBefore !== 0) return { expression: '#chores = :choresBefore', values };
  return {
    expression: '#chores = :choresBefore OR (attribute_not_exists(#chores) AND #installedAt = :firstSweepAt)',
    values: { ...values, ':firstSweepAt': sweepAt },
  };
}

export function breakerUpdate(breaker: Breaker | null): Update {
  return breaker === null
    ? { expression: 'REMOVE #breaker' }
    : { expression: 'SET #breaker = :breaker', values: { ':breaker': breaker } };
}

import type { EffectAction, EffectOf, Refused } from '../../core/effects.ts';
import type { ExactlyOnce } from '../../core/exactly-once.ts';
import type { MutationDocument, MutationVariables, QueryData, QueryDocument, QueryVariables } from './admin.ts';
import type { AdminResult, UserError } from './admin-result.ts';

/** What the Admin API does; a message is sent by the messenger. */
export type AdminKind = Exclude<EffectAction['kind'], 'customer.message'>;

/**
 * A mutation of the Admin API with the one way in which it happens exactly once and what that way demands. The only
 * form in which the gateway takes a mutation: one without a way does not compile.
 */
export type Mutation<Document extends MutationDocument = MutationDocument, Kind extends AdminKind = AdminKind> = {
  readonly document: Document;
  /** Access scopes of the writing and of what the way itself reads. */
  readonly scopes: readonly string[];
} & Way<Document, MutationVariables<Document>, EffectOf<Kind>>;

/** The same for a mutation that no perk asks for: `Subject` is what it is about. */
export type Errand<Document extends MutationDocument = MutationDocument, Subject = never> = {
  readonly document: Document;
  readonly scopes: readonly string[];
} & Way<Document, MutationVariables<Document>, Subject>;

/** A named way and what it demands. */
export type Way<Document extends string, Variables, Subject = EffectOf<AdminKind>> = {
  [Name in ExactlyOnce]: { readonly exactlyOnce: Name } & Demands<Document, Variables, Subject>[Name];
}[ExactlyOnce];

interface Demands<Document extends string, Variables, Subject> {
  nature: Written<Variables, Subject>;
  marker: {
    /** Reads what would be changed: our mark is there, or what is to be written. */
    find(read: Read, subject: Subject): Promise<FoundMark<Variables>>;
  };
  code: Written<Variables, Subject> & {
    /** Whether the objection means that something was made under this effect's own code before. */
    isTaken(errors: readonly UserError[]): boolean;
  };
  /** Only for a document that hands the key to the platform. */
  key: Document extends `${string}@idempotent(${string}` ? Written<Variables, Subject> : never;
  read_back: Written<Variables, Subject> & {
    /** Looks for what an attempt whose answer was lost would have left in the shop. */
    find(read: Read, subject: Subject): Promise<Found>;
    /** What an objection means where the shop makes it because of what happened before; null when it stands. */
    settle?(read: Read, subject: Subject, errors: readonly UserError[]): Promise<Found | Refused | null>;
  };
  once: Written<Variables, Subject>;
}

interface Written<Variables, Subject> {
  variables(subject: Subject): Variables;
}

/** Reads one shop. */
export type Read = <Document extends QueryDocument>(
  document: Document,
  variables: QueryVariables<Document>,
) => Promise<AdminResult<QueryData<Document>>>;

type Unanswered = Exclude<AdminResult<never>, { readonly kind: 'data' }>;

export type Found =
  /** `id`: what it is called at the platform, where that is asked for. */
  | { readonly kind: 'there'; readonly id?: string }
  | { readonly kind: 'absent' }
  /** Something is there that may be it. */
  | { readonly kind: 'cannot_tell'; readonly problem: string }
  | Unanswered;

export type FoundMark<Variables> =
  | { readonly kind: 'there' }
  | { readonly kind: 'absent'; readonly variables: Variables }
  | Refused
  | Unanswered;

/** Declares the mutation that does the effects of a kind. */
export function mutation<const Document extends MutationDocument, Kind extends AdminKind>(
  _kind: Kind,
  declared: Mutation<Document, Kind>,
): Mutation<Document, Kind> {
  return declared;
}

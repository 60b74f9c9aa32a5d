import type { EventType } from '../event.ts';
import type { Language } from '../words/language.ts';
import type { SourcesOf } from './sources.ts';
import type { FactType, FactValue } from './value.ts';

/** What one of the words of a fact is. */
export type WordKind =
  | 'tag'
  | 'collection'
  | 'product'
  | 'vendor'
  | 'sku'
  | 'size'
  | 'colour'
  | 'code'
  | 'method'
  | 'source'
  | 'country'
  | 'language'
  | 'weekday'
  | 'season'
  | 'reason'
  | 'status'
  /** Looked for in a text, of which nothing else is kept. */
  | 'phrase';

interface Definition {
  readonly id: string;
  /** Reads well after “the”: “the customer’s net spend …”. */
  readonly label: string;
  /** What has to be added to the label for it to be true of the event. */
  readonly aside?: Readonly<Partial<Record<EventType, Readonly<Record<Language, string>>>>>;
  /** What a number counts, where its label does not say it. */
  readonly unit?: '%';
  /** How far a number or an amount in minor units goes; where nothing is said, a number goes from 0 on. */
  readonly range?: { readonly least?: number; readonly most?: number };
  /** A number of it may have one decimal. */
  readonly hasDecimal?: true;
  /** What one of the words is; only beside `words`. */
  readonly word?: WordKind;
  /** Of these words an event has one at most. */
  readonly isSingle?: true;
  /** The events that carry it: only their rules can ask for it. */
  readonly events: readonly EventType[];
  /** What a merchant should know about it, with the case in which it is unknown. */
  readonly help: string;
  /** What a rule may ask for: a number, an amount in the shop’s currency, one word, yes. */
  readonly example: number | string | true;
  /** Every decision on such an event keeps it; absent: those alone of which a rule asks for it. */
  readonly isAlwaysKept?: true;
  /**
   * What a closed decision’s fact is read from anew when something comes late: another state of its `order`, or any of
   * the customer’s `orders`. Absent: it stays as it was told then.
   */
  readonly follows?: 'order' | 'orders';
}

/** The label in German, as it stands after “wenn”. */
type GermanLabel =
  | {
      readonly type: Exclude<FactType, 'boolean'>;
      /** A noun with its article in the nominative, for words in the plural: “der Gesamtbetrag der Bestellung”. */
      readonly german: string;
    }
  | {
      readonly type: 'boolean';
      /** With the verb at the end: “die Bestellung storniert ist”. */
      readonly german: { readonly yes: string; readonly no: string };
    };

type KnownWords =
  | { readonly oneOf?: never; readonly wordsInGerman?: never }
  | {
      /** All the words that there are, where they are known. */
      readonly oneOf: readonly string[];
      /** What each of them is called in German. */
      readonly wordsInGerman: Readonly<Record<string, string>>;
    };

/** What is said of a fact. */
export type FactDefinition = Definition & GermanLabel & KnownWords;

/** A fact with its extractor, that reads it from whatever any of its events brings. */
export type Fact<Event extends EventType> = FactDefinition & {
  readonly events: readonly Event[];
  /** @param words those that rules look for in it; a decision keeps no others. */
  read(sources: SourcesOf[Event], words: readonly string[]): FactValue;
};

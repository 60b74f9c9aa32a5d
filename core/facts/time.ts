import { EVENT_TYPES, type EventType } from '../event.ts';
import { zoneDate, zoneHour, zoneWeekday } from '../zone-day.ts';
import type { Fact } from './definition.ts';
import { dateFact, numberFact, wordsFact } from './value.ts';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
/** Each of three months; the first begins in December. */
const SEASONS = ['winter', 'spring', 'summer', 'autumn'] as const;

const WEEKDAYS_IN_GERMAN: Readonly<Record<(typeof WEEKDAYS)[number], string>> = {
  monday: 'Montag',
  tuesday: 'Dienstag',
  wednesday: 'Mittwoch',
  thursday: 'Donnerstag',
  friday: 'Freitag',
  saturday: 'Samstag',
  sunday: 'Sonntag',
};

const SEASONS_IN_GERMAN: Readonly<Record<(typeof SEASONS)[number], string>> = {
  winter: 'Winter',
  spring: 'Frühling',
  summer: 'Sommer',
  autumn: 'Herbst',
};

/** When the event happened, by the calendar and the clock of the shop. */
export const TIME_FACTS = [
  {
    id: 'time.weekday',
    label: 'day of the week',
    german: 'der Wochentag',
    type: 'words',
    word: 'weekday',
    oneOf: [...WEEKDAYS.slice(1), WEEKDAYS[0]],
    wordsInGerman: WEEKDAYS_IN_GERMAN,
    isSingle: true,
    events: EVENT_TYPES,
    help: 'On which it happened, in your shop’s time zone.',
    example: 'saturday',
    read: ({ at, timezone }, words) => wordsFact(words, WEEKDAYS.slice(zoneWeekday(at, timezone)).slice(0, 1)),
  },
  {
    id: 'time.hour',
    label: 'hour of the day',
    german: 'die Uhrzeit in vollen Stunden',
    type: 'number',
    range: { most: 23 },
    events: EVENT_TYPES,
    help: 'In which it happened, in your shop’s time zone: 0 is the hour after midnight, 23 the one before.',
    example: 18,
    read: ({ at, timezone }) => numberFact(zoneHour(at, timezone)),
  },
  {
    id: 'time.date',
    label: 'date',
    german: 'das Datum',
    type: 'date',
    events: EVENT_TYPES,
    help: 'On which it happened, in your shop’s time zone.',
    example: '2026-11-29',
    read: ({ at, timezone }) => dateFact(zoneDate(at, timezone), 0),
  },
  {
    id: 'time.season',
    label: 'season',
    german: 'die Jahreszeit',
    type: 'words',
    word: 'season',
    oneOf: SEASONS,
    wordsInGerman: SEASONS_IN_GERMAN,
    isSingle: true,
    events: EVENT_TYPES,
    help: 'Of the northern half of the world, by whole months: spring is March to May, summer June to August, autumn September to November, winter December to February. In your shop’s time zone.',
    example: 'winter',
    read: ({ at, timezone }, words) => {
      const month = Number(zoneDate(at, timezone).slice('YYYY-'.length, 'YYYY-MM'.length));
      return wordsFact(words, [SEASONS[Math.floor((month % 12) / 3)] ?? 'winter']);
    },
  },
] as const satisfies readonly Fact<EventType>[];

/** Something that waits for a person, with what to do about it. */
export interface Attention {
  key: string;
  kind:
    | 'unclear'
    | 'refused'
    | 'stopped'
    | 'down'
    | 'rules'
    | 'parked'
    | 'unchecked'
    | 'found_late'
    | 'standing_still'
    | 'import_failed'
    | 'import_paused'
    | 'import_running'
    | 'regretted'
    | 'missed'
    | 'waiting';
  title: string;
  /** Null where the title says it all. */
  advice: string | null;
  /** Null where there is nothing to open. */
  link: { label: string; url: string } | null;
}

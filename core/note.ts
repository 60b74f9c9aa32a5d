/** Why a version of the rules was published, in characters at most. Apart from the schemas, which browsers don’t load. */
export const MAX_NOTE = 200;

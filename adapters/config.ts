/** The one reader of the environment. */
export interface Config {
  readonly logLevel: LogLevel;
  readonly region: string;
  readonly table: string;
  /** Whether an installation begins with an import of the past; yes, unless `IMPORT_ON_INSTALL` says no. */
  readonly importsOnInstall: boolean;
  /** A DynamoDB other than the region's. */
  readonly dynamodbEndpoint: string | undefined;
  /** An SQS other than the region's. */
  readonly sqsEndpoint: string | undefined;
  /** Queue URLs. */
  readonly queues: { readonly events: string; readonly service: string; readonly bulk: string };
  /** URLs of their dead-letter queues: only tick has them. */
  readonly deadLetterQueues: Config['queues'];
  /** Keys the hashes that stand for e-mail addresses and erased customers. Another one makes both unknown. */
  readonly keyedHashSecret: string;
  /** Where the functions take webhooks and reviews; behind the app's address where nothing else is said. */
  readonly intakeUrl: string;
  readonly email: {
    /** The sender’s address of all messages; without one, none is sent. */
    readonly from: string | undefined;
    /** A mail server; without one, Amazon SES sends. */
    readonly smtpUrl: string | undefined;
    /** An SES other than the region’s. */
    readonly sesEndpoint: string | undefined;
  };
  readonly shopify: {
    readonly apiKey: string;
    readonly apiSecret: string;
    readonly appUrl: string;
    /** Empty: what the app's configuration at the platform says. */
    readonly scopes: string[];
    /** An App Bridge other than the platform's. */
    readonly appBridgeUrl: string | undefined;
  };
}

const LOG_LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What is wrong with a value that is set; null when nothing is. By hand: ingest's cold start would pay for a library. */
type Check = (value: string) => string | null;

const text: Check = (value) => (value.trim() === '' ? 'is empty' : null);
const url: Check = (value) => (/^https?:$/.test(URL.parse(value)?.protocol ?? '') ? null : 'is no http or https URL');
const smtpUrl: Check = (value) => {
  const parsed = URL.parse(value);
  if (parsed === null || !/^smtps?:$/.test(parsed.protocol)) return 'is no smtp or smtps URL';
  try {
    decodeURIComponent(`${parsed.username}${parsed.password}`);
    return null;
  } catch {
    return 'has a % in its user or password that is not written as %25';
  }
};
const address: Check = (value) => (/^[^\s@<>]+@[^\s@<>]+$/.test(value) ? null : 'is no e-mail address');
const yesOrNo: Check = (value) => (value === 'yes' || value === 'no' ? null : 'is neither yes nor no');
const anything: Check = () => null;
const logLevel: Check = (value) =>
  LOG_LEVELS.some((level) => level === value) ? null : `is none of ${LOG_LEVELS.join(', ')}`;

const VARIABLES = {
  CONCIERGE_TABLE: { check: text, purpose: 'the name of the DynamoDB table' },
  EVENTS_QUEUE_URL: { check: url, purpose: 'the queue from ingest to decide' },
  SERVICE_QUEUE_URL: { check: url, purpose: 'the queue of effects that a customer waits for' },
  BULK_QUEUE_URL: { check: url, purpose: 'the queue of effects that can wait' },
  EVENTS_DEAD_LETTERS_URL: { check: url, purpose: 'the queue of events that decide never came to an end with' },
  SERVICE_DEAD_LETTERS_URL: { check: url, purpose: 'the queue of effects for which act never came to an end' },
  BULK_DEAD_LETTERS_URL: { check: url, purpose: 'the same of effects that can wait' },
  SHOPIFY_API_KEY: { check: text, purpose: 'the app’s client id' },
  SHOPIFY_API_SECRET: { check: text, purpose: 'the app’s client secret, which signs webhooks and session tokens' },
  KEYED_HASH_SECRET: {
    check: text,
    purpose: 'the key of the hashes that stand for e-mail addresses and for erased customers',
  },
  SHOPIFY_APP_URL: { check: url, purpose: 'the address at which the admin finds the app' },
} as const;

const OPTIONAL_VARIABLES = {
  AWS_REGION: text,
  DYNAMODB_ENDPOINT: url,
  SQS_ENDPOINT: url,
  APP_BRIDGE_URL: url,
  INTAKE_URL: url,
  EMAIL_FROM: address,
  SMTP_URL: smtpUrl,
  SES_ENDPOINT: url,
  SCOPES: anything,
  IMPORT_ON_INSTALL: yesOrNo,
  LOG_LEVEL: logLevel,
} as const;

/** How messages are sent, of act alone. */
export type EmailVariable = Extract<keyof typeof OPTIONAL_VARIABLES, 'EMAIL_FROM' | 'SMTP_URL'>;

export type RequiredVariable = keyof typeof VARIABLES;

export type DeadLetterVariable = Extract<RequiredVariable, `${string}_DEAD_LETTERS_URL`>;
/** What the app and every function on a queue need. */
export type SharedVariable = Exclude<RequiredVariable, DeadLetterVariable>;

export const ALL_VARIABLES = Object.keys(VARIABLES) as RequiredVariable[];
const SHARED_VARIABLES = ALL_VARIABLES.filter((name) => !name.endsWith('_DEAD_LETTERS_URL'));

/**
 * Reads the configuration. `needed` are the variables without which the caller can't work; a field whose variable
 * is neither needed nor set throws only when it is read.
 *
 * @throws Error with one line for each variable that is missing or malformed, saying what it is for.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  needed: readonly RequiredVariable[] = SHARED_VARIABLES,
): Config {
  const problems = [...missing(environment, needed), ...malformed(environment)];
  if (problems.length > 0) throw new Error(`The environment is not complete:\n${problems.join('\n')}`);
  const optional = (name: keyof typeof OPTIONAL_VARIABLES) => environment[name] || undefined;
  const required = (name: RequiredVariable): string => {
    const value = environment[name];
    if (!value) throw new Error(`The environment is not complete:\n${missingLine(name)}`);
    return value;
  };
  return {
    logLevel: (optional('LOG_LEVEL') as LogLevel | undefined) ?? 'INFO',
    region: optional('AWS_REGION') ?? 'us-east-1',
    get table() {
      return required('CONCIERGE_TABLE');
    },
    importsOnInstall: optional('IMPORT_ON_INSTALL') !== 'no',
    dynamodbEndpoint: optional('DYNAMODB_ENDPOINT'),
    sqsEndpoint: optional('SQS_ENDPOINT'),
    queues: {
      get events() {
        return required('EVENTS_QUEUE_URL');
      },
      get service() {
        return required('SERVICE_QUEUE_URL');
      },
      get bulk() {
        return required('BULK_QUEUE_URL');
      },
    },
    deadLetterQueues: {
      get events() {
        return required('EVENTS_DEAD_LETTERS_URL');
      },
      get service() {
        return required('SERVICE_DEAD_LETTERS_URL');
      },
      get bulk() {
        return required('BULK_DEAD_LETTERS_URL');
      },
    },
    get keyedHashSecret() {
      return required('KEYED_HASH_SECRET');
    },
    get intakeUrl() {
      return optional('INTAKE_URL') ?? required('SHOPIFY_APP_URL');
    },
    email: {
      from: optional('EMAIL_FROM'),
      smtpUrl: optional('SMTP_URL'),
      sesEndpoint: optional('SES_ENDPOINT'),
    },
    shopify: {
      get apiKey() {
        return required('SHOPIFY_API_KEY');
      },
      get apiSecret() {
        return required('SHOPIFY_API_SECRET');
      },
      get appUrl() {
        return required('SHOPIFY_APP_URL');
      },
      scopes: (optional('SCOPES') ?? '').split(/[\s,]+/).filter((scope) => scope !== ''),
      appBridgeUrl: optional('APP_BRIDGE_URL'),
    },
  };
}

function missing(environment: Readonly<Record<string, string | undefined>>, needed: readonly RequiredVariable[]) {
  return needed.filter((name) => !environment[name]).map(missingLine);
}

function missingLine(name: RequiredVariable): string {
  return `- ${name} is missing: ${VARIABLES[name].purpose}.`;
}

/** A secret's value is never part of the message. */
function malformed(environment: Readonly<Record<string, string | undefined>>): string[] {
  const checks = [
    ...Object.entries(VARIABLES).map(([name, { check }]) => [name, check] as const),
    ...Object.entries(OPTIONAL_VARIABLES),
  ];
  return checks.flatMap(([name, check]) => {
    const value = environment[name];
    const problem = value ? check(value) : null;
    return problem === null ? [] : [`- ${name} ${problem}.`];
  });
}

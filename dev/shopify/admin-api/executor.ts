import {
  type DocumentNode,
  type ExecutionResult,
  executeSync,
  GraphQLError,
  type GraphQLFormattedError,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { BulkOperations } from '../bulk/operations.ts';
import type { AdminSchema } from '../schema/load.ts';
import type { Shop } from '../store/shop.ts';
import type { Store } from '../store/store.ts';
import { readingOf } from '../views/view-of.ts';
import type { Emitter } from '../webhooks/emitter.ts';
import { type Access, accessOf } from './access.ts';
import type { CallLog } from './calls.ts';
import type { Context } from './context.ts';
import { costOf } from './cost.ts';
import { fieldResolver } from './field-resolver.ts';
import { createThrottle } from './throttle.ts';
import { createValidation } from './validation.ts';

type GraphqlRequest = { query: string; variables: Record<string, unknown>; operationName: string | null };

/** Who calls: the app with the scopes of its token, throttled and on record, or a person at the store's own route. */
export type Caller = { kind: 'app'; scopes: readonly string[] } | { kind: 'store' };

export type AdminApi = {
  execute(shop: Shop, caller: Caller, request: GraphqlRequest): Record<string, unknown>;
  /** A valid document as a bulk operation runs it: without a limit of cost, and on no record of calls. */
  collect(shop: Shop, scopes: readonly string[], document: DocumentNode, variables: object): ExecutionResult;
};

export type AdminApiOptions = {
  admin: () => AdminSchema;
  store: Store;
  emitter: Emitter;
  calls: CallLog;
  bulk: BulkOperations;
  apiKey: string;
  now: () => Date;
  realNow: () => number;
};

const DAY_MS = 86_400_000;
const SIXTY_DAYS_MS = 60 * DAY_MS;
const MAX_QUERY_COST = 1000;

/** The Admin API: validates against the full schema, executes over the store, all in one transaction a request. */
export function createAdminApi(options: AdminApiOptions): AdminApi {
  const { emitter, calls, now } = options;
  const throttle = createThrottle(options.realNow);
  let engine: ReturnType<typeof createEngine> | undefined;

  return {
    execute(shop, caller, request) {
      engine ??= createEngine(options);
      const run = engine;
      return emitter.change(() => {
        const { operation, answer } = run(shop, caller, request, throttle);
        if (caller.kind === 'app') {
          const name = operation === null ? 'unknown' : (operation.name?.value ?? rootField(operation));
          const kind = operation?.operation === 'mutation' ? 'mutation' : 'query';
          const at = now().toISOString();
          calls.add(shop.domain, { operation: name, kind, variables: request.variables, response: answer, at });
        }
        return answer;
      });
    },
    collect(shop, scopes, document, variables) {
      const admin = options.admin();
      return executeSync({
        schema: admin.schema,
        document,
        variableValues: { ...variables },
        contextValue: contextOf(options, shop, { kind: 'app', scopes }),
        fieldResolver: fieldResolver(admin),
      });
    },
  };
}

type Outcome = { operation: OperationDefinitionNode | null; answer: Record<string, unknown> };

function createEngine(options: AdminApiOptions) {
  const admin = options.admin();
  const validated = createValidation(admin.schema);
  const resolver = fieldResolver(admin);

  return (
    shop: Shop,
    caller: Caller,
    request: GraphqlRequest,
    throttle: ReturnType<typeof createThrottle>,
  ): Outcome => {
    const parsed = validated(request.query, request.operationName);
    if (!parsed.ok) return { operation: null, answer: { errors: parsed.errors } };
    const { document, operation } = parsed;
    const requested = costOf(admin.schema, document, operation, request.variables);
    const cost = (actual: number | null) => ({
      requestedQueryCost: requested,
      actualQueryCost: actual,
      throttleStatus: throttle.status(shop.domain, shop.plan),
    });
    if (requested > MAX_QUERY_COST) {
      return { operation, answer: { errors: [tooCostly(requested)], extensions: { cost: cost(null) } } };
    }
    if (caller.kind === 'app' && !throttle.take(shop.domain, shop.plan, requested)) {
      return { operation, answer: { errors: [throttled()], extensions: { cost: cost(null) } } };
    }
    const { data, errors } = executeSync({
      schema: admin.schema,
      document,
      operationName: request.operationName,
      variableValues: request.variables,
      contextValue: contextOf(options, shop, caller),
      fieldResolver: resolver,
    });
    const actual = data == null ? 0 : costOf(admin.schema, document, operation, request.variables, data);
    if (caller.kind === 'app') throttle.giveBack(shop.domain, shop.plan, Math.max(0, requested - actual));
    for (const { originalError } of errors ?? []) {
      if (originalError !== undefined && !(originalError instanceof GraphQLError)) throw originalError;
    }
    const formatted = errors?.map((error) => error.toJSON());
    const answer = {
      ...(data === undefined ? {} : { data }),
      ...(formatted === undefined ? {} : { errors: formatted }),
    };
    return { operation, answer: { ...answer, extensions: { cost: cost(actual) } } };
  };
}

function contextOf({ store, emitter, bulk, apiKey, now }: AdminApiOptions, shop: Shop, caller: Caller): Context {
  const access: Access = caller.kind === 'store' ? { kind: 'everything' } : accessOf(caller.scopes);
  const readsAllOrders = access.kind === 'everything' || access.scopes.has('read_all_orders');
  const moment = now();
  const ordersSinceMs = readsAllOrders ? null : moment.getTime() - SIXTY_DAYS_MS;
  return {
    reading: readingOf({ store, shop, ordersSinceMs, now: moment }),
    access,
    apiKey,
    bulk,
    save(entity, topics) {
      store.putEntity(shop.domain, entity);
      emitter.emit(shop, topics, entity);
    },
    emit: (topic, payload) => emitter.emitPayload(shop, topic, payload),
    emitInDays: (days, topic, payload) =>
      emitter.emitCompliance(shop, topic, payload, new Date(now().getTime() + days * DAY_MS)),
    newId: (type) => String(store.nextNumber(`id:${type}`, 7_000_000_000_001)),
  };
}

function rootField({ selectionSet }: OperationDefinitionNode): string {
  const field = selectionSet.selections.find((selection) => selection.kind === Kind.FIELD);
  return field?.kind === Kind.FIELD ? field.name.value : 'unknown';
}

function throttled(): GraphQLFormattedError {
  const documentation = 'https://shopify.dev/api/usage/rate-limits';
  return { message: 'Throttled', extensions: { code: 'THROTTLED', documentation } };
}

function tooCostly(cost: number): GraphQLFormattedError {
  return {
    message: `Query cost is ${cost}, which exceeds the single query max cost limit (${MAX_QUERY_COST}).`,
    extensions: { code: 'MAX_COST_EXCEEDED', cost, maxCost: MAX_QUERY_COST },
  };
}

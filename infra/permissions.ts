import { CUSTOMER_INDEX, DUE_INDEX, OPEN_INDEX } from '../adapters/dynamo/table.ts';

export type Permission = sst.aws.FunctionPermissionArgs;

/** A transaction needs the permissions of the writes in it. */
const READ_ITEMS = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const WRITE_ITEMS = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'];

export function readAndWrite(table: sst.aws.Dynamo): Permission {
  return { actions: [...READ_ITEMS, ...WRITE_ITEMS], resources: [table.arn] };
}

/** Everything of a shop, to be deleted. */
export function deleteShops(table: sst.aws.Dynamo): Permission {
  return { actions: ['dynamodb:Scan', 'dynamodb:BatchWriteItem'], resources: [table.arn] };
}

export function readItem(table: sst.aws.Dynamo): Permission {
  return { actions: ['dynamodb:GetItem'], resources: [table.arn] };
}

export function queryCustomers(table: sst.aws.Dynamo): Permission {
  return queryIndex(table, CUSTOMER_INDEX);
}

export function queryDue(table: sst.aws.Dynamo): Permission {
  return queryIndex(table, DUE_INDEX);
}

export function queryOpen(table: sst.aws.Dynamo): Permission {
  return queryIndex(table, OPEN_INDEX);
}

function queryIndex(table: sst.aws.Dynamo, index: string): Permission {
  return { actions: ['dynamodb:Query'], resources: [$interpolate`${table.arn}/index/${index}`] };
}

export function sendTo(...queues: readonly sst.aws.Queue[]): Permission {
  return { actions: ['sqs:SendMessage'], resources: queues.map(({ arn }) => arn) };
}

export function takeFrom(...queues: readonly sst.aws.Queue[]): Permission {
  return { actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'], resources: queues.map(({ arn }) => arn) };
}

/** From this address alone, by whichever identity is verified for it. Source: SES's page "Controlling access". */
export function sendEmailAs(from: $util.Output<string>): Permission {
  return {
    actions: ['ses:SendEmail'],
    resources: ['*'],
    conditions: [{ test: 'StringEquals', variable: 'ses:FromAddress', values: [from] }],
  };
}

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

/** What decide, act and tick can't do without: the clients and the commands that the adapters send with them. */
const dynamodb = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const sqs = new SQSClient({});
const COMMANDS = {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
};

export const handler = async (event: { command: keyof typeof COMMANDS; input: never }): Promise<void> => {
  await dynamodb.send(new COMMANDS[event.command](event.input) as GetCommand);
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.SERVICE_QUEUE_URL, MessageBody: event.command }));
};

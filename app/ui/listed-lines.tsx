import { BlockStack, Box, Card, Divider, Text } from '@shopify/polaris';
import type { ListedLines } from '../past-import.server.ts';

interface ListedLinesProps extends ListedLines {
  title: string;
  /** What became of them, in one sentence for any number: “3 lines were …” */
  children: string;
}

/** Lines of a file, each with a reason. */
export function ListedLinesCard({ title, children, count, lines }: ListedLinesProps) {
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Text as="p">
            {children}
            {count > lines.length ? ` The first ${lines.length} are listed.` : ''}
          </Text>
        </BlockStack>
      </Box>
      <ul className="plain-list">
        {lines.map(({ line, reason }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of two files share their numbers
          <li key={index}>
            <Divider />
            <Box padding="400">
              <Text as="p" breakWord>
                Line {line}: {reason}
              </Text>
            </Box>
          </li>
        ))}
      </ul>
    </Card>
  );
}

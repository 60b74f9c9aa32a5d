import { useNavigate } from '@remix-run/react';
import { BlockStack, Box, Button, Card, InlineStack, Select, Text } from '@shopify/polaris';
import type { Language } from '../../core/words/language.ts';
import type { PolicyBook as Book } from '../../core/words/policy-book.ts';
import { bookFileName, bookFileUrl, bookUrl } from '../policy-book-url.ts';
import { PolicyBook } from './policy-book.tsx';
import { Screen } from './screen.tsx';
import { useDownload } from './use-download.ts';

const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

/** The rules that run, as staff read them. */
export function PolicyBookPage({ version, ...book }: Book & { version: number }) {
  const navigate = useNavigate();
  const { download, underWay } = useDownload();
  const { language } = book;
  return (
    <Screen title="Policy book" back={{ content: 'Rules', url: '/app/rules' }} isNarrow>
      <BlockStack gap="400">
        <div className="not-printed">
          <Box paddingInline={{ xs: '400', sm: '0' }}>
            <BlockStack gap="300">
              <InlineStack gap="300" blockAlign="center">
                <Select
                  label="Language of the book"
                  labelInline
                  options={Object.entries(LANGUAGE_NAMES).map(([value, label]) => ({ value, label }))}
                  value={language}
                  onChange={(chosen) => navigate(bookUrl(chosen), { replace: true })}
                />
                <Button onClick={() => window.print()}>Print</Button>
                <Button
                  loading={underWay !== null}
                  onClick={() => void download(bookFileUrl(language), bookFileName({ version, language }))}
                >
                  Download to print
                </Button>
              </InlineStack>
              <Text as="p" tone="subdued">
                Always made from the rules that run now. If your browser opens no print window here, download the book,
                open the file and print it.
              </Text>
            </BlockStack>
          </Box>
        </div>
        <Card>
          <PolicyBook {...book} />
        </Card>
      </BlockStack>
    </Screen>
  );
}

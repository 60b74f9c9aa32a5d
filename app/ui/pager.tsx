import { useNavigate } from '@remix-run/react';
import { Box, Button, ButtonGroup, InlineStack } from '@shopify/polaris';

export interface PagerProps {
  /** What there are pages of, read out: “Pages of decisions”. */
  label: string;
  /** Null at the end. */
  olderUrl: string | null;
  newerUrl: string | null;
  isLoading: boolean;
}

/** Leads through a list whose newest comes first. */
export function Pager({ label, olderUrl, newerUrl, isLoading }: PagerProps) {
  const navigate = useNavigate();
  if (olderUrl === null && newerUrl === null) return null;
  const button = (text: string, url: string | null) => (
    <Button disabled={url === null || isLoading} onClick={() => url !== null && navigate(url)}>
      {text}
    </Button>
  );
  return (
    <Box padding="400" borderBlockStartWidth="025" borderColor="border-secondary">
      <nav aria-label={label}>
        <InlineStack align="center">
          <ButtonGroup>
            {button('Newer', newerUrl)}
            {button('Older', olderUrl)}
          </ButtonGroup>
        </InlineStack>
      </nav>
    </Box>
  );
}

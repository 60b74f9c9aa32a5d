import { Form } from '@remix-run/react';
import { BlockStack, Button, Card, Page, Text, TextField } from '@shopify/polaris';
import { AppProvider } from '@shopify/shopify-app-remix/react';
import { useState } from 'react';

/** Where someone lands who opened the app outside the admin. `problem` says what is wrong with the shop's name. */
export function LoginPage({ problem }: { problem: string | null }) {
  const [shop, setShop] = useState('');
  return (
    <AppProvider isEmbeddedApp={false} apiKey="">
      <Page narrowWidth>
        <main>
          <Card>
            <Form method="post">
              <BlockStack gap="400">
                <Text as="h1" variant="headingLg">
                  Open Concierge in your shop
                </Text>
                <Text as="p">Concierge lives in your shop’s admin. Tell us which shop is yours.</Text>
                <TextField
                  label="Shop’s address"
                  name="shop"
                  type="text"
                  autoComplete="url"
                  helpText="For example your-shop.myshopify.com"
                  value={shop}
                  onChange={setShop}
                  {...(problem ? { error: problem } : {})}
                />
                <Button submit variant="primary">
                  Continue
                </Button>
              </BlockStack>
            </Form>
          </Card>
        </main>
      </Page>
    </AppProvider>
  );
}

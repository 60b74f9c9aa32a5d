import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { LoginErrorType } from '@shopify/shopify-app-remix/server';
import { servicesOf } from '../services.server.ts';
import { shopifyFor } from '../shopify.server.ts';
import { LoginPage } from '../ui/login-page.tsx';
import { polarisLinks } from '../ui/polaris-styles.ts';

export const links = polarisLinks;

/** Sends a merchant who names a shop to its install page; explains what is wrong with the name otherwise. */
async function login({
  request,
  context,
}: LoaderFunctionArgs | ActionFunctionArgs): Promise<{ problem: string | null }> {
  const { shop } = await shopifyFor(servicesOf(context)).login(request);
  if (shop === LoginErrorType.MissingShop) return { problem: 'Enter your shop’s address.' };
  if (shop === LoginErrorType.InvalidShop) {
    return { problem: 'That is not a shop’s address. It looks like your-shop.myshopify.com.' };
  }
  return { problem: null };
}

export const loader = login;
export const action = login;

export default function Login() {
  const loaded = useLoaderData<typeof loader>();
  const submitted = useActionData<typeof action>();
  return <LoginPage problem={(submitted ?? loaded).problem} />;
}

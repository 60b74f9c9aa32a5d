import { type LoaderFunctionArgs, redirect } from '@remix-run/node';

/** The app's address as the admin opens it: on to the app with the admin's parameters, or to the login page. */
export function loader({ request }: LoaderFunctionArgs): Response {
  const { search, searchParams } = new URL(request.url);
  return redirect(searchParams.has('shop') ? `/app${search}` : '/auth/login');
}

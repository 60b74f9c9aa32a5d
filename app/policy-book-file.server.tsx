import { renderToStaticMarkup } from 'react-dom/server';
import type { PolicyBook as Book } from '../core/words/policy-book.ts';
import bookStyles from './ui/policy-book.css?inline';
import { PolicyBook } from './ui/policy-book.tsx';

const PAPER =
  '@page { margin: 2cm } body { margin: 2rem auto; max-width: 44rem; padding-inline: 1rem; font-family: sans-serif }';

/** The book as a page of its own, which needs nothing else: it opens and prints in any browser. */
export function policyBookFile(book: Book): string {
  const page = renderToStaticMarkup(
    <html lang={book.language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${book.title}: ${book.edition}`}</title>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: style sheets of ours, in which nothing is put in */}
        <style dangerouslySetInnerHTML={{ __html: `${PAPER}\n${bookStyles}` }} />
      </head>
      <body>
        <PolicyBook {...book} />
      </body>
    </html>,
  );
  return `<!doctype html>\n${page}\n`;
}

import type { PolicyBook as Book, BookRule, BookSection } from '../../core/words/policy-book.ts';
import type { AskedPart } from '../../core/words/rule.ts';

/** The book itself, of plain elements: it is read in the admin, printed, and handed out as a file. */
export function PolicyBook({ language, title, edition, sections, notInForce, empty }: Book) {
  return (
    <article className="policy-book" lang={language}>
      <header>
        <h2 className="policy-book-title">{title}</h2>
        <p>{edition}</p>
      </header>
      {empty === null ? null : <p>{empty}</p>}
      {[...sections, ...(notInForce ? [notInForce] : [])].map((section) => (
        <Section key={section.heading} {...section} />
      ))}
    </article>
  );
}

function Section({ heading, about, rules }: BookSection) {
  return (
    <section>
      <h3>{heading}</h3>
      {about === null ? null : <p>{about}</p>}
      {rules.map((rule) => (
        <RuleInBook key={rule.id} {...rule} />
      ))}
    </section>
  );
}

function RuleInBook({ id, name, event, asked, consequence, actions, notes, letter }: BookRule) {
  return (
    <section className="policy-book-rule">
      <h4>
        {name} <span className="policy-book-id">{id}</span>
      </h4>
      <p>{event}</p>
      <Asked parts={asked} />
      <p>{consequence}</p>
      <ul>
        {actions.map((action) => (
          <li key={action}>{action}</li>
        ))}
      </ul>
      <p>{notes.join(' ')}</p>
      {letter ? (
        <>
          <p>{letter.heading}:</p>
          <blockquote>{letter.text}</blockquote>
        </>
      ) : null}
    </section>
  );
}

function Asked({ parts }: { parts: readonly AskedPart[] }) {
  return (
    <ul>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no identity but its place
        <li key={index}>
          {typeof part === 'string' ? (
            part
          ) : (
            <>
              {part.lead}:
              <Asked parts={part.parts} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

interface MessageParts {
  readonly subject: string;
  /** Plain text: paragraphs are apart by an empty line. */
  readonly text: string;
  readonly footer: string;
}

/** A plain text as a page of HTML that mail programs show readably, on a phone too. Nothing in it is taken for HTML. */
export function htmlOfMessage({ subject, text, footer }: MessageParts): string {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((paragraph) => `<p style="margin:0 0 16px">${linked(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('\n');
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;padding:0;background:#f4f4f4">
<div style="max-width:600px;margin:0 auto;padding:24px;background:#ffffff;color:#202223;font:16px/1.5 -apple-system,'Segoe UI',Helvetica,Arial,sans-serif;overflow-wrap:break-word">
${paragraphs}
<p style="margin:24px 0 0;padding-top:16px;border-top:1px solid #e1e3e5;color:#6d7175;font-size:13px">${escapeHtml(footer)}</p>
</div>
</body>
</html>
`;
}

export function textOfMessage({ text, footer }: Pick<MessageParts, 'text' | 'footer'>): string {
  return `${text}\n\n-- \n${footer}\n`;
}

const LINK = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g;

function linked(text: string): string {
  let html = '';
  let from = 0;
  for (const { 0: address, index } of text.matchAll(LINK)) {
    html += escapeHtml(text.slice(from, index));
    html += `<a href="${escapeHtml(address)}" style="color:#005bd3">${escapeHtml(address)}</a>`;
    from = index + address.length;
  }
  return html + escapeHtml(text.slice(from));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** The note with our marked line in it exactly once; other people's lines are left as they are. */
export function withMarkedLine(note: string, marker: string, line: string): string {
  const ours = `${marker} ${line}`;
  const lines = note === '' ? [] : note.split('\n');
  const first = lines.findIndex((text) => text.startsWith(marker));
  if (first === -1) return [...lines, ours].join('\n');
  return lines.flatMap((text, index) => (index === first ? [ours] : text.startsWith(marker) ? [] : [text])).join('\n');
}

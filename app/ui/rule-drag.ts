import { Accessibility, type DragEndEvent, type Draggable, type DragOverEvent } from '@dnd-kit/dom';
import { isSortable } from '@dnd-kit/dom/sortable';

/** What is read out while a rule is dragged. */
export const SPOKEN_DRAG = Accessibility.configure({
  screenReaderInstructions: {
    draggable:
      'Press space to pick the rule up, the arrow keys to move it, space again to put it down, and escape to leave it where it was.',
  },
  announcements: {
    // At the start, too: a rule is over its own place then.
    dragover: ({ operation: { source } }: DragOverEvent) => describe(source, 'held at'),
    dragend: ({ operation: { source }, canceled }: DragEndEvent) =>
      canceled ? describe(source, 'left where it was, at') : describe(source, 'put down at'),
  },
});

/** “Return bag”: held at place 2. */
function describe(source: Draggable | null, what: string): string | undefined {
  if (!source || !isSortable(source)) return undefined;
  const place = what.startsWith('left') ? source.initialIndex : source.index;
  return `“${source.data.name}”: ${what} place ${place + 1}.`;
}

import { useCallback, useEffect, useState } from 'react';

/** Puts the focus on the element with an id, as soon as it is there. */
export function useFocus(): (id: string) => void {
  const [wanted, setWanted] = useState<string | null>(null);
  // After each render: the element may come with a later one.
  useEffect(() => {
    const element = wanted === null ? null : document.getElementById(wanted);
    if (!element) return;
    element.focus();
    setWanted(null);
  });
  return useCallback((id) => setWanted(id), []);
}

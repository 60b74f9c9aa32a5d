import { useState } from 'react';
import { showToast } from './toast.ts';

const FAILED = 'The file could not be made. Check your connection and try again';

/**
 * Gets a file of the app and hands it to the browser. A plain link would go out without the session token that App
 * Bridge gives to every request of the page.
 */
export function useDownload() {
  const [underWay, setUnderWay] = useState<string | null>(null);
  return {
    /** The address that is being read; null when none is. */
    underWay,
    async download(url: string, fileName: string) {
      setUnderWay(url);
      try {
        const response = await fetch(url);
        if (!response.ok) return showToast(FAILED, { isError: true });
        hand(await response.blob(), fileName);
        showToast('File downloaded');
      } catch {
        showToast(FAILED, { isError: true });
      } finally {
        setUnderWay(null);
      }
    },
  };
}

function hand(file: Blob, fileName: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}

import { useRevalidator } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import { type FileAnswer, type FileAsked, type SentFile, sendOrderFile } from '../order-file-sender.ts';

/** Reads a file of orders in this page and has it imported, for as long as the page is open. */
export function useOrderFile() {
  const { revalidate } = useRevalidator();
  const [isSending, setSending] = useState(false);
  const [sent, setSent] = useState<SentFile | null>(null);
  const isLeft = useRef(false);
  useEffect(() => {
    isLeft.current = false;
    return () => {
      isLeft.current = true;
    };
  }, []);
  const send = async (file: File) => {
    setSending(true);
    setSent(null);
    const sender = { ask, wait, onReached: revalidate, isStopped: () => isLeft.current };
    // A file that is gone, or that the browser may not read any more.
    const end = await sendOrderFile(file, file.name, sender).catch((): SentFile => ({ kind: 'failed', problem: null }));
    if (isLeft.current) return;
    setSending(false);
    setSent(end);
    revalidate();
  };
  return { send, isSending, sent };
}

async function ask(asked: FileAsked): Promise<FileAnswer | null> {
  try {
    const response = await fetch('/app/past-file', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    });
    return response.ok ? ((await response.json()) as FileAnswer) : null;
  } catch {
    return null;
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

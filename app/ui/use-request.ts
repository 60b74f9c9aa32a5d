import { useFetcher } from '@remix-run/react';
import { useEffect, useRef } from 'react';

type Body = Parameters<ReturnType<typeof useFetcher>['submit']>[0];

/** Sends JSON to the action of a route (its own by default) and hands on each answer once. */
export function useRequest<Sent extends object, Answer>(onAnswer: (answer: Answer) => void, action?: string) {
  const { state, data, json, submit } = useFetcher<unknown>();
  const latest = useRef(onAnswer);
  latest.current = onAnswer;
  useEffect(() => {
    if (state === 'idle' && data !== undefined) latest.current(data as Answer);
  }, [state, data]);
  return {
    send: (sent: Sent) =>
      submit(sent as Body, {
        method: 'post',
        encType: 'application/json',
        ...(action === undefined ? {} : { action }),
      }),
    /** What is on its way; null when nothing is. */
    sending: state === 'idle' ? null : ((json ?? null) as unknown as Sent | null),
    isBusy: state !== 'idle',
  };
}

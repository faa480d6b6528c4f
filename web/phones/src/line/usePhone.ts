import { useEffect, useState } from "preact/hooks";
import { live, messagesOf, sendMessage, sendPostback, unsend, type Outgoing } from "./phoneApi";
import { placed, type Item } from "./thread";

/** What was pressed or typed but did not reach the simulator. */
export interface Failure {
  readonly reason: string;
  readonly again: () => void;
}

/** One phone: its chat, live, and what its owner can do in it. */
export function usePhone(userId: string) {
  const [items, setItems] = useState<readonly Item[]>();
  const [online, setOnline] = useState(true);
  const [failure, setFailure] = useState<Failure>();

  useEffect(() => {
    let current = true;
    setItems(undefined);
    setFailure(undefined);
    const fetchAll = async () => {
      const all = await messagesOf(userId).catch(() => undefined);
      if (current && all) setItems(all);
    };
    void fetchAll();
    const stop = live(userId, {
      message: (item) => setItems((before) => placed(before ?? [], item)),
      open: () => {
        setOnline(true);
        void fetchAll();
      },
      lost: () => setOnline(false),
    });
    return () => {
      current = false;
      stop();
    };
  }, [userId]);

  const attempt = async (deed: () => Promise<unknown>): Promise<void> => {
    try {
      await deed();
      setFailure(undefined);
      setItems(await messagesOf(userId));
    } catch (error) {
      setFailure({
        reason: error instanceof Error ? error.message : String(error),
        again: () => void attempt(deed),
      });
    }
  };

  return {
    items,
    online,
    failure,
    send: (message: Outgoing) => attempt(() => sendMessage(userId, message)),
    postback: (data: string, displayText: string) => attempt(() => sendPostback(userId, data, displayText)),
    unsend: (messageId: string) => attempt(() => unsend(userId, messageId)),
    attempt,
  };
}

import { useCallback, useEffect, useState } from "preact/hooks";
import { addPerson, people, type Person } from "../line/phoneApi";

const ASK_AGAIN_MS = 4_000;

/** Whose phones there are, and which one is in the hand. The address remembers the choice. */
export function usePeople() {
  const [everybody, setEverybody] = useState<readonly Person[]>();
  const [userId, setUserId] = useState(() => new URLSearchParams(location.search).get("line") ?? "");
  const [missing, setMissing] = useState(false);

  const refresh = useCallback(async () => {
    try {
      setEverybody(await people());
      setMissing(false);
    } catch {
      setMissing(true);
    }
  }, []);

  // A demo that has just been started hands out its phones a moment after its pages.
  const waiting = missing || everybody?.length === 0;
  useEffect(() => void refresh(), []);
  useEffect(() => {
    if (!waiting) return;
    const timer = setInterval(refresh, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [waiting]);

  const choose = (next: string) => {
    setUserId(next);
    history.replaceState(null, "", `?line=${encodeURIComponent(next)}`);
  };
  const add = async (name: string) => {
    const person = await addPerson(name);
    await refresh();
    choose(person.userId);
  };
  const chosen = everybody?.find((person) => person.userId === userId) ?? everybody?.[0];
  return { everybody, chosen, missing, choose, add, refresh };
}

import { useCallback, useEffect, useState } from "preact/hooks";
import { addPerson, people, type Person } from "../line/phoneApi";

const ASK_AGAIN_MS = 4_000;
/** A shop that opens LINE opens it on the phone that was in the hand last. */
const LAST = "phones.line";

/** Whose phones there are, and which one is in the hand. The address remembers the choice. */
export function usePeople() {
  const [everybody, setEverybody] = useState<readonly Person[]>();
  const [userId, setUserId] = useState(() => new URLSearchParams(location.search).get("line") ?? localStorage.getItem(LAST) ?? "");
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
    localStorage.setItem(LAST, next);
    // The words that a link brought wait on whatever phone she takes up.
    const address = new URLSearchParams(location.search);
    address.delete("mail");
    address.set("line", next);
    history.replaceState(null, "", `?${address}`);
  };
  const add = async (name: string) => {
    const person = await addPerson(name);
    await refresh();
    choose(person.userId);
  };
  const chosen = everybody?.find((person) => person.userId === userId) ?? everybody?.[0];
  return { everybody, chosen, missing, choose, add, refresh };
}

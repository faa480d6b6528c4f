import { useEffect, useState } from "preact/hooks";
import { object, text } from "./json";

const ASK_MS = 3_000;
let aheadMillis = 0;

/** The time of the demo's world, which its time machine may have moved ahead of this computer's. */
export function now(): Date {
  return new Date(Date.now() + aheadMillis);
}

/** Goes along with the time machine. */
export function useNow(): Date {
  const [shown, show] = useState(now);
  useEffect(() => {
    let current = true;
    const ask = async () => {
      const answer = await fetch("/sim/phones/now").then((told) => told.json(), () => undefined);
      const there = Date.parse(text(object(answer)["now"]));
      if (!Number.isNaN(there)) aheadMillis = there - Date.now();
      if (current) show(now());
    };
    void ask();
    const timer = setInterval(() => void ask(), ASK_MS);
    return () => {
      current = false;
      clearInterval(timer);
    };
  }, []);
  return shown;
}

import { useCallback, useEffect, useState } from "preact/hooks";
import { boxes, openBox, type Box } from "./mailApi";

const LOOK_MS = 3_000;

/** Whose mailboxes there are. The address of the page remembers which one is open; none unless somebody opened one. */
export function useBoxes() {
  const [all, setAll] = useState<readonly Box[]>([]);
  const [address, setAddress] = useState(() => new URLSearchParams(location.search).get("mail") ?? "");
  const look = useCallback(async () => {
    try {
      setAll(await boxes());
    } catch {
      // The page says elsewhere that the server does not answer.
    }
  }, []);
  useEffect(() => {
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  const open = (next: string) => {
    setAddress(next);
    if (next) history.replaceState(null, "", `?mail=${encodeURIComponent(next)}`);
  };
  const add = async (name: string, fresh: string) => {
    const box = await openBox(name, fresh);
    await look();
    open(box.address);
  };
  return { all, chosen: all.find((box) => box.address === address), open, add, look };
}

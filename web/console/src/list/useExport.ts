import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { count } from "../ui/format.ts";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { exportList } from "./exporting.ts";
import type { ListSearch } from "./search.ts";

/// One file is written at a time. It goes on while other pages are looked at, and is found again on the list.
let running: { stop: AbortController; done: number } | null = null;
const listeners = new Set<() => void>();

function now(next: typeof running): void {
  running = next;
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/// `done` is how many customers are written, null while nothing is exported.
export function useExport(search: ListSearch, columns: readonly string[]) {
  const { t, i18n } = useTranslation();
  const done = useSyncExternalStore(subscribe, () => running?.done ?? null);
  const begin = (customers: string[] | null) => {
    running?.stop.abort();
    const stop = new AbortController();
    now({ stop, done: 0 });
    const mine = () => running?.stop === stop;
    const onProgress = (written: number) => mine() && now({ stop, done: written });
    exportList({ customers, search, columns, lang: i18n.language, signal: stop.signal, onProgress })
      .then(
        (written) => toast(t("list.exported", { count: written, formatted: count(written) })),
        (refusal: unknown) => {
          if (refusal instanceof DOMException && refusal.name === "AbortError") return;
          toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
        },
      )
      .finally(() => mine() && now(null));
  };
  return { done, begin, cancel: () => running?.stop.abort() };
}

import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { count } from "../ui/format.ts";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { exportList } from "./exporting.ts";
import type { ListSearch } from "./search.ts";

/// `done` is how many customers are written, null while nothing is exported.
export function useExport(search: ListSearch, columns: readonly string[]) {
  const { t, i18n } = useTranslation();
  const [done, setDone] = useState<number | null>(null);
  const stop = useRef<AbortController>(undefined);
  const begin = (customers: string[] | null) => {
    stop.current?.abort();
    stop.current = new AbortController();
    setDone(0);
    exportList({ customers, search, columns, lang: i18n.language, signal: stop.current.signal, onProgress: setDone })
      .then(
        (written) => toast(t("list.exported", { count: written, formatted: count(written) })),
        (refusal: unknown) => {
          if (refusal instanceof DOMException && refusal.name === "AbortError") return;
          toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
        },
      )
      .finally(() => setDone(null));
  };
  return { done, begin, cancel: () => stop.current?.abort() };
}

import { Refusal } from "@parley/api";
import { listOf } from "./data.ts";
import type { ListSearch } from "./search.ts";

interface Wanted {
  /// Those chosen, or null for all who match.
  customers: string[] | null;
  search: ListSearch;
  columns: readonly string[];
  lang: string;
  signal: AbortSignal;
  onProgress: (done: number) => void;
}

/// Reads the file as it is written, counts its lines, and gives it to the browser at the end.
export async function exportList(wanted: Wanted): Promise<number> {
  const { search } = wanted;
  const response = await fetch("/api/v1/customers/export", {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "Accept-Language": wanted.lang },
    body: JSON.stringify({
      customers: wanted.customers,
      list: listOf(search),
      columns: ["name", ...wanted.columns, ...(search.segment ? ["entered"] : [])],
      condition: search.asks ?? null,
    }),
    signal: wanted.signal,
  });
  if (!response.ok || !response.body) {
    const problem = (await response.json().catch(() => ({}))) as { title?: string };
    throw new Refusal(response.status, problem.title ?? "", "export");
  }
  const parts: BlobPart[] = [];
  const reader = response.body.getReader();
  let lines = -1;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    for (const byte of part.value) if (byte === 10) lines++;
    wanted.onProgress(Math.max(0, lines));
  }
  save(new Blob(parts, { type: "text/csv" }), "customers.csv");
  return Math.max(0, lines);
}

function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

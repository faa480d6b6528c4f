/// A drawer of the browser's storage with one key for each entry, so that two tabs never overwrite each other's.
/// Where storage is blocked or full the entries live as long as the page.
export interface Drawer {
  all(): [id: string, text: string][];
  put(id: string, text: string): void;
  drop(id: string): void;
  clear(): void;
}

export function drawer(storage: Storage | null, prefix: string): Drawer {
  const keys = () => Object.keys(storage || {}).filter((key) => key.startsWith(prefix));
  return {
    all: () => keys().map((key) => [key.slice(prefix.length), storage!.getItem(key)!]),
    put(id, text) {
      try {
        storage!.setItem(prefix + id, text);
      } catch {
        // Full or forbidden: the caller still holds the entry.
      }
    },
    drop: (id) => storage?.removeItem(prefix + id),
    clear: () => keys().forEach((key) => storage!.removeItem(key)),
  };
}

export function browserStorage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

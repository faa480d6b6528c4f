import { useEffect, useRef } from "react";

type Handler = (event: KeyboardEvent) => void;

/// Single keys and chords (`mod+k`, `mod+Enter`). Plain keys rest while someone types or a sheet is open; the later
/// mounted wins, so that a drawer's Esc comes before the page's.
export function useKeys(keys: Record<string, Handler | undefined>, active = true): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    if (!active) return;
    const layer = (name: string, event: KeyboardEvent): boolean => {
      const handler = current.current[name];
      if (!handler) return false;
      event.preventDefault();
      handler(event);
      return true;
    };
    layers.unshift(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
    };
  }, [active]);
}

const layers: ((name: string, event: KeyboardEvent) => boolean)[] = [];

export function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.metaKey || event.ctrlKey ? `mod+${key}` : key;
}

function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const name = nameOf(event);
  const plain = !name.startsWith("mod+");
  if (plain && document.querySelector("dialog[open]")) return;
  if (plain && name !== "Escape" && typing(event.target)) return;
  layers.some((layer) => layer(name, event));
}

if (typeof document !== "undefined") document.addEventListener("keydown", onKeyDown);

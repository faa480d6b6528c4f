import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { apply, type Reread } from "./apply.ts";
import { type LineState, LiveSocket } from "./socket.ts";

const SocketContext = createContext<LiveSocket | null>(null);

/// Keeps the page in step with the server for as long as someone is signed in.
export function Live({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const [socket] = useState(() => new LiveSocket(() => `${location.origin.replace(/^http/, "ws")}/api/v1/live`));
  useEffect(() => {
    const reread = rereading(queries);
    const deaf = socket.onFrame((frame) => apply(queries, frame, reread));
    const unmoved = socket.onBack(() => void queries.invalidateQueries());
    socket.start();
    return () => {
      deaf();
      unmoved();
      socket.stop();
    };
  }, [queries, socket]);
  return <SocketContext value={socket}>{children}</SocketContext>;
}

export function useSocket(): LiveSocket {
  const socket = useContext(SocketContext);
  if (!socket) throw new Error("Live is not around this part");
  return socket;
}

export function useLine(): LineState {
  const socket = useSocket();
  return useSyncExternalStore(socket.onState, socket.current);
}

const SOON_MILLIS = 250;

/// Many frames about one thing lead to one reading.
function rereading(queries: QueryClient): Reread {
  const due = new Set<string>();
  return (key, millis = SOON_MILLIS) => {
    const name = JSON.stringify(key);
    if (due.has(name)) return;
    due.add(name);
    setTimeout(() => {
      due.delete(name);
      void queries.invalidateQueries({ queryKey: key });
    }, millis);
  };
}

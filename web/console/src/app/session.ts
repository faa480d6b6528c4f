import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, Refusal, type Session } from "@parley/api";

/// Who is signed in, or null. Everything else on screen waits for this answer.
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: Infinity,
  queryFn: async (): Promise<Session | null> => {
    try {
      return await call<Session>("/session");
    } catch (refusal) {
      if (refusal instanceof Refusal && refusal.status === 401) return null;
      throw refusal;
    }
  },
});

export function useSession(): Session | null | undefined {
  return useQuery(sessionQuery).data;
}

export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await call("/session", { method: "DELETE" });
    queries.clear();
    location.assign("/app/login");
  };
}

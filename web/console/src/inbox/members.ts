import { useQuery } from "@tanstack/react-query";
import { call, type Listing, type Member } from "@parley/api";

const NOBODY: Member[] = [];

/// Who works here.
export function useMembers(): Member[] {
  const members = useQuery({
    queryKey: ["members"],
    queryFn: ({ signal }) => call<Listing<Member>>("/members", { signal }),
    staleTime: 60_000,
  });
  return members.data?.items ?? NOBODY;
}

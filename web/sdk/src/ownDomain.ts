import type { Visitor } from "./protocol";

const ANSWER_MS = 2_000;

type Ask = Partial<Visitor> & { forget?: boolean };

/// Where Parley answers on the shop's own domain, it keeps her id in a cookie that browsers do not erase with what
/// scripts stored. Undefined elsewhere: there it would be a cookie of a stranger.
export function ownDomain(host: string, writeKey: string, domain: string | undefined) {
  const { hostname } = new URL(host);
  const isOwn = hostname === location.hostname || (domain && `.${hostname}`.endsWith(`.${domain.replace(/^\./, "")}`));
  if (!isOwn) return undefined;
  return async ({ id, secret, forget }: Ask): Promise<Visitor | undefined> => {
    try {
      const answer = await fetch(`${host}/v1/visitor`, {
        method: "POST",
        body: JSON.stringify({ writeKey, id, secret, forget }),
        headers: { "content-type": "text/plain" },
        credentials: "include",
        keepalive: true,
        signal: AbortSignal.timeout?.(ANSWER_MS) ?? null,
      });
      return answer.status === 200 ? await answer.json() : undefined;
    } catch {
      return undefined;
    }
  };
}

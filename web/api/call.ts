/// The server said no, or could not be reached. `title` is a sentence for the person in front of the screen.
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly code: string,
    readonly detail: string | null = null,
  ) {
    super(title);
  }

  /// Status 0 means that no answer came: the line is down, the request may be sent again.
  get offline(): boolean {
    return this.status === 0;
  }
}

export interface Asking {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /// A plain value is sent as JSON, a Blob as it is with its own type.
  body?: unknown;
  query?: Record<string, string | number | null | undefined>;
  signal?: AbortSignal;
  keepalive?: boolean;
}

let language = "zh-Hant";

/// Errors come back in this language.
export function speak(lang: string): void {
  language = lang;
}

/// One request to /api/v1. Answers with the parsed body (undefined for 204) or throws a Refusal.
export async function call<T>(path: string, asking: Asking = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}${queryOf(asking.query)}`, requestOf(asking));
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === "AbortError") throw reason;
    throw new Refusal(0, "", "offline");
  }
  if (!response.ok) throw await refusalOf(response);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

function requestOf({ method = "GET", body, signal, keepalive }: Asking): RequestInit {
  const headers: Record<string, string> = { "Accept-Language": language, Accept: "application/json" };
  const init: RequestInit = { method, headers, credentials: "same-origin" };
  if (body instanceof Blob) {
    headers["Content-Type"] = body.type;
    init.body = body;
  } else if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  if (signal) init.signal = signal;
  if (keepalive) init.keepalive = true;
  return init;
}

function queryOf(query: Asking["query"]): string {
  const given = Object.entries(query ?? {}).filter(
    ([, value]) => value !== null && value !== undefined && value !== "",
  );
  if (given.length === 0) return "";
  return `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

async function refusalOf(response: Response): Promise<Refusal> {
  const problem = (await response.json().catch(() => null)) as Partial<
    Record<"title" | "code" | "detail", string>
  > | null;
  return new Refusal(
    response.status,
    problem?.title ?? "",
    problem?.code ?? String(response.status),
    problem?.detail ?? null,
  );
}

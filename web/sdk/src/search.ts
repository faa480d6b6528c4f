const NAMES = ["q", "query", "keyword", "keywords", "search", "search_query", "search_word", "searchword"];
/// Short names mean many things, so they count only where the address says that this is a search.
const VAGUE = ["s", "k", "term", "text", "w"];

/// What she searches the shop for, by the address of the page that answers.
export function searched(tell: (query: string) => void) {
  let last: string | undefined;
  return (path: string, search: string) => {
    const query = queryOf(path, search);
    if (query && query !== last) tell(query);
    last = query;
  };
}

export function queryOf(path: string, search: string): string | undefined {
  const fields = new URLSearchParams(search);
  const isSearch = /search|find|搜/i.test(decode(path)) || (path === "/" && fields.has("s"));
  const name = [...NAMES, ...(isSearch ? VAGUE : [])].find((one) => fields.get(one)?.trim());
  return name && fields.get(name)!.trim();
}

function decode(path: string) {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

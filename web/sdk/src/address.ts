/// A page's address. What follows `#` is a place on the page, unless it is a path: then it is how a single-page shop
/// says which page is shown.
export const address = (href: string) => (/#!?\//.test(href) ? href : href.split("#")[0]!);

import { dataLayerReader } from "./dataLayer";
import { dwell } from "./dwell";
import type { Fields, PageNow } from "./events";
import { exitIntent } from "./exit";
import { guesses } from "./guesses";
import { searched } from "./search";

export interface Watching {
  record: (event: string, properties: Fields, page?: PageNow) => void;
  pageNow: () => PageNow;
  tell: (event: string, detail?: unknown) => void;
  /// The name of the shop's data layer; "off" leaves it alone.
  dataLayer: string;
  /// Names of events the shop has told itself before this was loaded.
  own: string[];
}

export type Watch = ReturnType<typeof watch>;

/// Sees what nobody tells: how long she looks, how far she reads, that she turns to go, what she searches, and what
/// the shop tells its data layer anyway.
export function watch({ record, pageNow, tell, dataLayer, own }: Watching) {
  const looking = dwell((view, page) => record("Page Dwelled", view, page), pageNow);
  const guessed = guesses(record);
  own.forEach(guessed.told);
  exitIntent(() => {
    const view = looking.view();
    record("Exit Intent", { ...view, url: pageNow().url });
    tell("exit", view);
  });
  if (dataLayer !== "off") dataLayerReader(dataLayer, guessed.guess);
  const search = searched((query) => guessed.guess("Products Searched", { query }, "address"));

  function page() {
    looking.next();
    search(location.pathname, location.search);
  }

  page();
  return {
    page,
    /// She may not come back: what is known of this view must be said now.
    leave() {
      guessed.flush();
      looking.leave();
    },
    told: guessed.told,
  };
}

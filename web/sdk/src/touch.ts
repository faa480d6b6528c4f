import type { Fields } from "./events";

/// One way she came: the campaign of the address, the click ids advertisers put there, and the site before this one.
export interface Touch {
  at: string;
  campaign?: Fields;
  clicks?: Fields;
  referrer?: string;
}

const CLICKS =
  /^(gclid|dclid|gbraid|wbraid|fbclid|msclkid|ttclid|twclid|yclid|li_fat_id|ldtag_cl|epik|sccid|rdt_cid)$/;

/// Read once, as the page loads: a single-page shop loses its query string on the first click. Null if she only went
/// from one of the shop's pages to another, or came by herself.
export function touch(search: string, referrer: string, site: string): Touch | null {
  const found: Touch = { at: new Date().toISOString() };
  new URLSearchParams(search).forEach((value, key) => {
    if (key.startsWith("utm_")) (found.campaign ||= {})[key === "utm_campaign" ? "name" : key.slice(4)] = value;
    else if (CLICKS.test(key)) (found.clicks ||= {})[key] = value;
  });
  const from = /^https?:\/\/([^/:]+)/.exec(referrer)?.[1];
  if (from && from !== site) found.referrer = referrer;
  return found.campaign || found.clicks || found.referrer ? found : null;
}

/// As a person would say it: "google / cpc / spring", "www.ptt.cc", or by whose advertisement.
export function said({ campaign, clicks, referrer }: Touch): string {
  const words = campaign ? [campaign.source, campaign.medium, campaign.name] : Object.keys(clicks || {});
  return words.filter(Boolean).join(" / ") || referrer!.split("/")[2]!;
}

import * as app from "../app/words.ts";
import * as attributes from "../attributes/words.ts";
import * as audience from "../audience/words.ts";
import * as coupons from "../coupons/words.ts";
import * as broadcasts from "../broadcasts/words.ts";
import * as customers from "../customers/words.ts";
import * as entries from "../entries/words.ts";
import * as events from "../events/words.ts";
import * as home from "../home/words.ts";
import * as inbox from "../inbox/words.ts";
import * as list from "../list/words.ts";
import * as journeys from "../journeys/words.ts";
import * as kit from "../kit/words.ts";
import * as login from "../login/words.ts";
import * as outreach from "../outreach/words.ts";
import * as person from "../person/words.ts";
import * as settings from "../settings/words.ts";
import * as shopify from "../shopify/words.ts";
import * as transfers from "../transfers/words.ts";

/// Every sentence of the console, by feature. A test holds the two languages to the same keys.
export const zh = {
  ...app.zh,
  attributes: attributes.zh,
  audience: audience.zh,
  broadcasts: broadcasts.zh,
  login: login.zh,
  inbox: inbox.zh,
  entries: entries.zh,
  events: events.zh,
  home: home.zh,
  coupons: coupons.zh,
  customers: customers.zh,
  outreach: outreach.zh,
  person: person.zh,
  settings: settings.zh,
  shopify: shopify.zh,
  transfers: transfers.zh,
  journeys: journeys.zh,
  list: list.zh,
  kit: kit.zh,
};

export const en = {
  ...app.en,
  attributes: attributes.en,
  audience: audience.en,
  broadcasts: broadcasts.en,
  login: login.en,
  inbox: inbox.en,
  entries: entries.en,
  events: events.en,
  home: home.en,
  coupons: coupons.en,
  customers: customers.en,
  outreach: outreach.en,
  person: person.en,
  settings: settings.en,
  shopify: shopify.en,
  transfers: transfers.en,
  journeys: journeys.en,
  list: list.en,
  kit: kit.en,
};

/// Entries: how people become friends of the shop's LINE account.
import type { components } from "./schema.d.ts";

type Told = components["schemas"];

export type Place = "qr" | "link" | "ad";
export type Entry = Omit<Told["EntryView"], "place"> & { place: Place | "plain" };
export type EntryForm = Told["EntryForm"];

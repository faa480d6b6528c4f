import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Journey } from "@parley/api";
import { reasonOf } from "../ui/States.tsx";
import { useTime } from "../ui/useTime.ts";
import { type Lack, lacksOf, useJourneyVerbs } from "./data.ts";
import type { Flow } from "./flow.ts";

const PAUSE_MILLIS = 700;

export interface Saving {
  changed: boolean;
  /// What is drawn is not what people enter.
  unpublished: boolean;
  lacks: Lack[];
  error: unknown;
  words: string;
  reason: (refusal: unknown) => string;
  save: () => Promise<Journey>;
}

/// A journey saves itself as it is drawn. People enter the version that was published, so nothing changes under their
/// feet.
export function useSaving(journey: Journey, name: string, flow: Flow, start: Flow): Saving {
  const { t, i18n } = useTranslation();
  const time = useTime();
  const verbs = useJourneyVerbs();
  const [kept, keep] = useState({ name: journey.name, flow: JSON.stringify(start) });
  const [told, tell] = useState<{ at: string | null; busy: boolean; error: unknown }>({ at: null, busy: false, error: null });
  const edition = useRef(journey.edition);
  const line = useRef<Promise<Journey>>(Promise.resolve(journey));
  const now = JSON.stringify(flow);
  const changed = name.trim() !== kept.name || now !== kept.flow;
  const reason = (refusal: unknown) => reasonOf(refusal, t("fail.offline"), t("fail.unknown"));
  const save = (): Promise<Journey> => {
    if (!changed || name.trim() === "") return line.current;
    tell((was) => ({ ...was, busy: true }));
    const saving = line.current
      .catch(() => journey)
      .then(() => verbs.draw(journey.id, name.trim(), flow, edition.current))
      .then(
        (saved) => {
          edition.current = saved.edition;
          keep({ name: name.trim(), flow: now });
          tell({ at: new Date().toISOString(), busy: false, error: null });
          return saved;
        },
        (error: unknown) => {
          tell((was) => ({ ...was, busy: false, error }));
          throw error;
        },
      );
    line.current = saving;
    return saving;
  };
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    if (!changed) return;
    const timer = setTimeout(() => void latest.current().catch(() => undefined), PAUSE_MILLIS);
    return () => clearTimeout(timer);
  }, [now, name, changed]);
  const published = journey.versions.find((one) => one.number === journey.version);
  return {
    changed,
    unpublished: published !== undefined && JSON.stringify(published.definition) !== JSON.stringify(journey.draft),
    lacks: lacksOf(journey.amiss, i18n.language),
    error: told.error,
    words: told.error
      ? t("journeys.notSaved", { reason: reason(told.error) })
      : told.busy || changed
        ? t("journeys.saving")
        : told.at
          ? t("journeys.saved", { at: time.clock(told.at) })
          : "",
    reason,
    save,
  };
}

import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Entry, EntryForm } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { Icon } from "../ui/Icon.tsx";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";

const PLACES = ["qr", "link", "ad"] as const;

/// An entry as a form; of the plain one only the greeting is the merchant's.
export function EntryEditor({
  entry,
  plain = false,
  save,
  onDone,
}: {
  entry: Entry | null;
  plain?: boolean;
  save: (form: EntryForm) => Promise<Entry>;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "").trim() || null;
    setBusy(true);
    try {
      const saved = await save({
        name: text("name"),
        place: text("place"),
        greeting: text("greeting"),
        buttonLabel: text("buttonLabel"),
        buttonUrl: text("buttonUrl"),
      });
      toast(t("entries.saved", { name: plain ? t("entries.plain") : saved.name }));
      onDone();
    } catch (refusal) {
      setWrong(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
      setBusy(false);
    }
  };
  return (
    <form
      className="entry-form"
      aria-label={plain ? t("entries.plain") : (entry?.name ?? t("entries.add"))}
      onSubmit={(event) => void submit(event)}
      onKeyDown={(event) => event.key === "Escape" && onDone()}
    >
      {plain ? (
        <b className="wide">{t("entries.plain")}</b>
      ) : (
        <>
          <label className="field">
            <span className="label">{t("entries.name")}</span>
            <input
              className="input"
              name="name"
              required
              autoFocus
              maxLength={40}
              autoComplete="off"
              defaultValue={entry?.name}
              placeholder={t("entries.nameHint")}
            />
          </label>
          <label className="field">
            <span className="label">{t("entries.placeLabel")}</span>
            <span className="select">
              <select name="place" defaultValue={entry?.place ?? "qr"}>
                {PLACES.map((place) => (
                  <option key={place} value={place}>
                    {t(`entries.place.${place}`)}
                  </option>
                ))}
              </select>
              <Icon name="down" size={14} />
            </span>
          </label>
        </>
      )}
      <label className="field wide">
        <span className="label">{t("entries.greeting")}</span>
        <textarea
          className="input"
          name="greeting"
          rows={3}
          maxLength={1000}
          autoFocus={plain}
          defaultValue={entry?.greeting ?? ""}
          placeholder={t("entries.greetingHint")}
        />
      </label>
      <label className="field">
        <span className="label">{t("entries.button")}</span>
        <input
          className="input"
          name="buttonLabel"
          maxLength={20}
          autoComplete="off"
          defaultValue={entry?.buttonLabel ?? ""}
          placeholder={t("entries.buttonHint")}
        />
      </label>
      <label className="field">
        <span className="label">{t("entries.buttonUrl")}</span>
        <input
          className="input"
          name="buttonUrl"
          inputMode="url"
          maxLength={1000}
          autoComplete="off"
          defaultValue={entry?.buttonUrl ?? ""}
          placeholder="https://kite.example/new"
        />
      </label>
      {wrong && (
        <p className="wide small bad-ink" role="alert">
          {wrong}
        </p>
      )}
      <div className="row wide">
        <Button look="go" type="submit" disabled={busy}>
          {t("settings.save")}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t("do.cancel")}
        </Button>
      </div>
    </form>
  );
}

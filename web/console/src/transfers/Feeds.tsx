import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Feed, type Listing } from "@parley/api";
import { Part } from "../settings/Part.tsx";
import { Button } from "../ui/Button.tsx";
import { Bones, Empty, Failed, reasonOf, useReason } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useTime } from "../ui/useTime.ts";
import { useFeeds } from "./data.ts";

const KEY = ["feeds"];

/// Google Merchant feeds that are read from an address every day.
export function Feeds() {
  const { t } = useTranslation();
  const feeds = useFeeds();
  return (
    <Part id="feeds" title={t("transfers.feeds")} about={t("transfers.feedsAbout")}>
      {feeds.isPending && <Bones rows={1} />}
      {feeds.isError && <Failed error={feeds.error} retry={() => void feeds.refetch()} />}
      {feeds.data?.items.length === 0 && <Empty>{t("transfers.noFeeds")}</Empty>}
      <ul>
        {feeds.data?.items.map((feed) => (
          <One key={feed.id} feed={feed} />
        ))}
      </ul>
      <Add />
    </Part>
  );
}

function One({ feed }: { feed: Feed }) {
  const { t } = useTranslation();
  const time = useTime();
  const queries = useQueryClient();
  const reread = () => {
    void queries.invalidateQueries({ queryKey: KEY });
    void queries.invalidateQueries({ queryKey: ["imports"] });
  };
  const tell = (refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
  const remove = () => {
    queries.setQueryData<Listing<Feed>>(
      KEY,
      (now) => now && { ...now, items: now.items.filter((one) => one.id !== feed.id) },
    );
    toast(t("transfers.feedRemoved"), {
      undo: reread,
      commit: () =>
        void call(`/feeds/${feed.id}`, { method: "DELETE", keepalive: true }).catch(tell).finally(reread),
    });
  };
  return (
    <li className="site">
      <span className="grow">
        <span className="mono address">{feed.url}</span>
        <br />
        {feed.problem ? (
          <span className="wrong">{feed.problem}</span>
        ) : (
          <span className="over">
            {feed.readAt ? t("transfers.feedRead", { at: time.ago(feed.readAt) }) : t("transfers.feedReading")}
          </span>
        )}
      </span>
      <Button
        small
        icon="retry"
        onClick={() => void call(`/feeds/${feed.id}/read`, { method: "POST" }).catch(tell).finally(reread)}
      >
        {t("transfers.readNow")}
      </Button>
      <Button small look="quiet" icon="x" label={t("transfers.removeFeed", { url: feed.url })} onClick={remove} />
    </li>
  );
}

function Add() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const reason = useReason(error);
  const add = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    try {
      await call("/feeds", { method: "POST", body: { url: String(new FormData(form).get("url") ?? "") } });
      form.reset();
      setError(null);
      await queries.invalidateQueries({ queryKey: KEY });
    } catch (refusal) {
      setError(refusal);
    }
  };
  return (
    <form className="row" onSubmit={(event) => void add(event)} style={{ alignItems: "end" }}>
      <label className="field grow">
        <span className="label">{t("transfers.feedUrl")}</span>
        <input className="input" name="url" required placeholder="https://shop.example/feed.xml" autoComplete="off" />
        {error !== null && (
          <span className="wrong" role="alert">
            {reason}
          </span>
        )}
      </label>
      <Button type="submit" icon="plus" className="beside">
        {t("transfers.addFeed")}
      </Button>
    </form>
  );
}

import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { NewBulk } from "@parley/api";
import { useTags } from "../customers/Tags.tsx";
import { Button } from "../ui/Button.tsx";
import { count as figure } from "../ui/format.ts";
import { Popover } from "../ui/Menu.tsx";
import { reasonOf } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { useJobs } from "./data.ts";

interface Props {
  count: number;
  /// All who match, not only those ticked.
  all: boolean;
  /// How many match, where that is known exactly.
  matching: number | undefined;
  onWiden: () => void;
  onDrop: () => void;
  onExport: () => void;
  whom: () => Pick<NewBulk, "customers" | "filter">;
}

/// What can be done with those who are chosen.
export function Chosen({ count, all, matching, onWiden, onDrop, onExport, whom }: Props) {
  const { t } = useTranslation();
  const jobs = useJobs();
  const begin = (verb: "tag" | "untag", tag: string) => {
    void jobs
      .begin({ verb, tag, ...whom() })
      .catch((refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))));
    onDrop();
  };
  return (
    <div className="chosen-bar" role="toolbar" aria-label={t("list.chosen", { count })}>
      <b>{!all
          ? t("list.chosen", { count })
          : matching === undefined
            ? t("list.chosenAll")
            : t("list.chosenAllOf", { count: matching, formatted: figure(matching) })}</b>
      {!all && (
        <Button small look="quiet" onClick={onWiden}>
          {t("list.widen")}
        </Button>
      )}
      <span className="grow" />
      <TagForm verb="tag" onTag={(tag) => begin("tag", tag)} />
      <TagForm verb="untag" onTag={(tag) => begin("untag", tag)} />
      <Button small icon="file" onClick={onExport}>
        {t("list.export")}
      </Button>
      <Button small look="quiet" icon="x" keys="Esc" onClick={onDrop}>
        {t("list.drop")}
      </Button>
    </div>
  );
}

function TagForm({ verb, onTag }: { verb: "tag" | "untag"; onTag: (name: string) => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const names = useId();
  const tags = useTags().data?.items ?? [];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("name") ?? "").trim();
    if (!name) return;
    setOpen(false);
    onTag(name);
  };
  return (
    <Popover
      label={t(`list.${verb}`)}
      open={open}
      onOpen={setOpen}
      placement="top-end"
      opener={
        <Button small icon={verb === "tag" ? "tag" : "trash"}>
          {t(`list.${verb}`)}
        </Button>
      }
    >
      <form className="view-form" onSubmit={submit}>
        <input
          className="input"
          name="name"
          list={names}
          autoFocus
          autoComplete="off"
          maxLength={60}
          aria-label={t("list.tagName")}
          placeholder={t("list.tagName")}
        />
        <datalist id={names}>
          {tags.map((tag) => (
            <option key={tag.id} value={tag.name} />
          ))}
        </datalist>
        <Button look="go" type="submit">
          {t(`list.${verb}`)}
        </Button>
      </form>
    </Popover>
  );
}

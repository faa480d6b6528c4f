import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAttributeDefinitions } from "../attributes/data.ts";
import { useSegments } from "../audience/data.ts";
import { useTags } from "../customers/Tags.tsx";
import { Button } from "../ui/Button.tsx";
import { channelWord, Chip } from "../ui/Chip.tsx";
import { count } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { Popover } from "../ui/Menu.tsx";
import { SearchBox } from "../ui/SearchBox.tsx";
import { attributeOf, chooseColumns, columnOf, fixed, useColumns } from "./columns.ts";
import { useAttributes } from "./data.ts";
import { useColumnWord } from "./List.tsx";
import { changed, channels, type ListSearch, stages, tagsOf } from "./search.ts";

interface Props {
  search: ListSearch;
  onChange: (search: ListSearch) => void;
  /// A condition is being written or shown below.
  asking: boolean;
  onAsk: () => void;
}

const MOST_OFFERED = 4;

export function Filters({ search, onChange, asking, onAsk }: Props) {
  const { t } = useTranslation();
  const tags = useTags().data?.items ?? [];
  const segments = useSegments().data?.items ?? [];
  const chosen = tagsOf(search);
  const set = (change: Parameters<typeof changed>[1]) => onChange(changed(search, change));
  const offered = search.query
    ? tags
        .filter((tag) => !chosen.includes(tag.id) && tag.name.toLowerCase().includes((search.query ?? "").toLowerCase()))
        .slice(0, MOST_OFFERED)
    : [];
  return (
    <>
      <SearchBox label={t("customers.search")} value={search.query ?? ""} onChange={(query) => set({ query })} keys="/" />
      <Choice label={t("customers.tag")} value="" onChange={(id) => set({ tag: [...chosen, id].join(",") })}>
        <option value="">{chosen.length ? t("customers.tag") : t("customers.allTags")}</option>
        {tags
          .filter((tag) => !chosen.includes(tag.id))
          .map((tag) => (
            <option key={tag.id} value={tag.id}>
              {`${tag.name} ${count(tag.customers)}`}
            </option>
          ))}
      </Choice>
      <Choice
        label={t("list.stage")}
        value={search.stage ?? ""}
        onChange={(stage) => set({ stage: stages.find((one) => one === stage) })}
      >
        <option value="">{t("list.allStages")}</option>
        {stages.map((stage) => (
          <option key={stage} value={stage}>
            {t(`life.${stage}`)}
          </option>
        ))}
      </Choice>
      <Choice label={t("list.channel")} value={search.via ?? ""} onChange={(via) => set({ via })}>
        <option value="">{t("list.allChannels")}</option>
        {channels.map((channel) => (
          <option key={channel} value={channel}>
            {channel === "phone" ? t("customers.kind.phone") : channelWord(channel, t)}
          </option>
        ))}
      </Choice>
      <Choice label={t("list.segment")} value={search.segment ?? ""} onChange={(segment) => set({ segment, sort: undefined })}>
        <option value="">{t("list.allSegments")}</option>
        {segments.map((segment) => (
          <option key={segment.id} value={segment.id}>
            {t("list.segmentOf", { name: segment.name, members: count(segment.members) })}
          </option>
        ))}
      </Choice>
      {!search.asks && !asking && (
        <Button icon="filter" onClick={onAsk}>
          {t("list.ask")}
        </Button>
      )}
      {chosen.map((id) => (
        <Chip
          key={id}
          look="accent"
          onRemove={() => set({ tag: chosen.filter((one) => one !== id).join(",") })}
          removeLabel={t("list.takeTag", { name: nameOf(tags, id) })}
        >
          {t("list.tagged", { name: nameOf(tags, id) })}
        </Chip>
      ))}
      {offered.map((tag) => (
        <button
          key={tag.id}
          type="button"
          className="chip tagged"
          onClick={() => onChange(changed(search, { query: undefined, tag: [...chosen, tag.id].join(",") }))}
        >
          {t("list.tagged", { name: tag.name })} <span className="num faint">{count(tag.customers)}</span>
        </button>
      ))}
    </>
  );
}

function nameOf(tags: { id: string; name: string }[], id: string): string {
  return tags.find((tag) => tag.id === id)?.name ?? "…";
}

function Choice(props: { label: string; value: string; onChange: (value: string) => void; children: ReactNode }) {
  return (
    <label className="select">
      <select aria-label={props.label} value={props.value} onChange={(event) => props.onChange(event.target.value)}>
        {props.children}
      </select>
      <Icon name="down" size={14} />
    </label>
  );
}

export function Columns() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const columns = useColumns();
  const word = useColumnWord();
  const known = (useAttributes(open).data?.items ?? []).filter((one) => one !== "name");
  const defined = useAttributeDefinitions().all.map((one) => one.name);
  const attributes = [...new Set([...columns.map(attributeOf).filter((one) => one !== null), ...defined, ...known])];
  const toggle = (column: string) =>
    chooseColumns(columns.includes(column) ? columns.filter((one) => one !== column) : [...columns, column]);
  const box = (column: string) => (
    <label key={column}>
      <input type="checkbox" checked={columns.includes(column)} onChange={() => toggle(column)} />
      <span className="cut">{word(column)}</span>
    </label>
  );
  return (
    <Popover
      label={t("list.columnsHelp")}
      open={open}
      onOpen={setOpen}
      placement="bottom-end"
      opener={<Button icon="dots">{t("list.columns")}</Button>}
    >
      <div className="column-list">
        {fixed.map(box)}
        {attributes.length > 0 && <h2>{t("list.moreColumns")}</h2>}
        {attributes.map((one) => box(columnOf(one)))}
      </div>
    </Popover>
  );
}

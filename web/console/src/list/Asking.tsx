import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { amissOf, useLack } from "../audience/amiss.ts";
import type { Condition } from "../audience/condition.ts";
import { tidy } from "../audience/condition.ts";
import { useCounting } from "../audience/Counting.tsx";
import { Editor } from "../audience/Editor.tsx";
import { keep } from "../audience/kept.ts";
import { conditionSaid } from "../audience/RulePage.tsx";
import { Runs, Sentence, useSay } from "../audience/Said.tsx";
import { conditionOf } from "../audience/tree.ts";
import { useTree } from "../audience/useTree.ts";
import { Button } from "../ui/Button.tsx";
import { count } from "../ui/format.ts";
import { useKeys } from "../ui/keys.ts";
import type { ListSearch } from "./search.ts";

interface Props {
  search: ListSearch;
  editing: boolean;
  onEdit: (editing: boolean) => void;
  onChange: (condition: Condition | undefined) => void;
}

/// A condition the list is narrowed to: its sentence, and the same editor that rules and segments are written in.
export function Asking({ search, editing, onEdit, onChange }: Props) {
  const { t } = useTranslation();
  const said = useSay();
  const save = useSaving();
  if (editing) return <Writing search={search} onEdit={onEdit} onChange={onChange} onSave={save} />;
  if (!search.asks) return null;
  const asks = search.asks;
  return (
    <div className="strip asking">
      <span className="grow">
        <Runs runs={said(asks)} />
      </span>
      <Button small icon="edit" onClick={() => onEdit(true)}>
        {t("list.askAgain")}
      </Button>
      <Button small icon="people" onClick={() => save(asks)}>
        {t("list.askSave")}
      </Button>
      <Button small look="quiet" icon="x" label={t("list.askNot")} onClick={() => onChange(undefined)} />
    </div>
  );
}

function Writing({ search, onEdit, onChange, onSave }: Omit<Props, "editing"> & { onSave: (condition: Condition) => void }) {
  const { t } = useTranslation();
  const tree = useTree(search.asks ?? null);
  const [tried, setTried] = useState(false);
  const lack = useLack(tree.root);
  const { condition } = conditionOf(tree.root);
  const whole = lack === null ? condition : null;
  const counting = useCounting(whole);
  const { counted } = counting;
  const apply = () => {
    if (!whole) return setTried(true);
    onEdit(false);
    onChange(tidy(whole));
  };
  useKeys({ "mod+Enter": apply, Escape: () => onEdit(false) });
  const amiss = amissOf(counting.error, tree.root) ?? (tried ? lack : null);
  return (
    <section className="asking-pane" aria-label={t("list.ask")}>
      <Sentence condition={conditionSaid(tree.root, condition)} />
      <Editor tree={tree} amiss={amiss} {...(counted && !counting.stale && { remaining: counted.remaining })} />
      <div className="row wrap">
        <Button look="go" keys="⌘↵" onClick={apply} {...(lack && { title: lack.words })}>
          {t("list.askApply")}
        </Button>
        <Button disabled={!whole} onClick={() => whole && onSave(tidy(whole))}>
          {t("list.askSave")}
        </Button>
        <Button look="quiet" keys="Esc" onClick={() => onEdit(false)}>
          {t("do.cancel")}
        </Button>
        <span className="grow" />
        {counted && whole && (
          <span className={counting.stale ? "num small faint" : "num small"} role="status">
            {t(counted.exact ? "list.count" : "list.about", { count: counted.count, formatted: count(counted.count) })}
          </span>
        )}
      </div>
    </section>
  );
}

/// The page of a new segment begins with what is asked here; it wants a name.
function useSaving() {
  const navigate = useNavigate();
  return (condition: Condition) => {
    keep("segment.new", { name: "", days: null, condition });
    void navigate({ to: "/segments/$segmentId", params: { segmentId: "new" } });
  };
}

import { useTranslation } from "react-i18next";
import { Icon } from "../ui/Icon.tsx";
import { Pick } from "../ui/Pick.tsx";
import type { LeafCondition } from "./condition.ts";
import { Grip, moveByKey, PartMenu, Remain, useDrop, useEditor } from "./Editor.tsx";
import { AttributeFields, CartFields, OrderFields, WhoFields } from "./Fields.tsx";
import { DidFields, SequenceFields } from "./DidFields.tsx";
import { KindMenu } from "./KindMenu.tsx";
import { kindOf } from "./kinds.ts";
import { find, type Leaf, negate, parentOf, put } from "./tree.ts";

export interface LeafFieldsProps<L extends LeafCondition> {
  leaf: L;
  /// `about` names the field, so that typing in it is one step of undo.
  onChange: (leaf: L, about?: string) => void;
  /// The field of this leaf that is amiss.
  wrong: string | null;
}

/// One thing that is asked: yes or no, what, and its fields; below it what is amiss.
export function LeafRow({ part }: { part: Leaf }) {
  const { t } = useTranslation();
  const { root, change, amiss, focus } = useEditor();
  const { over, handlers } = useDrop({ group: parentOf(root, part.id)?.id ?? root.id, before: part.id });
  const kind = kindOf(part.leaf);
  const wrong = amiss?.id === part.id ? amiss : null;
  const set = (leaf: LeafCondition, about = "") =>
    change((now) => {
      const current = find(now, part.id);
      return current ? put(now, { ...(current as Leaf), leaf }) : now;
    }, about && `${part.id}.${about}`);
  const sort = part.leaf.kind === "lifecycle" || part.leaf.kind === "attribute" || part.leaf.kind === "reachable" ? "is" : "has";
  return (
    <div
      className={`cond${over ? " over-here" : ""}`}
      role="group"
      aria-label={t(`audience.kind.${kind.id}`)}
      data-part={part.id}
      onKeyDownCapture={(event) => moveByKey(event, part.id, change)}
      {...handlers}
    >
      <Grip part={part} />
      <div className="w">
        <Pick
          label={t("audience.yesNo")}
          look={part.not ? "neg" : "yes"}
          value={part.not}
          choices={[false, true].map((not) => ({ value: not, label: t(`audience.${sort}.${not ? "not" : "so"}`) }))}
          onChange={(not) => {
            if (not !== part.not) change((now) => negate(now, part.id));
          }}
        />
        <KindMenu
          onPick={(next) => {
            set(next.blank());
            focus(part.id);
          }}
          opener={
            <button type="button" className="pick what">
              <Icon name={kind.icon} size={14} />
              {t(`audience.kind.${kind.id}`)}
              <Icon name="down" size={12} />
            </button>
          }
        />
        <LeafFields leaf={part.leaf} onChange={set} wrong={wrong?.field ?? null} />
        {wrong && (
          <p className="wrong small" role="alert">
            {wrong.words}
          </p>
        )}
      </div>
      <Remain part={part} />
      <PartMenu part={part} />
    </div>
  );
}

function LeafFields({ leaf, ...rest }: LeafFieldsProps<LeafCondition>) {
  switch (leaf.kind) {
    case "did":
      return <DidFields leaf={leaf} {...rest} />;
    case "sequence":
      return <SequenceFields leaf={leaf} {...rest} />;
    case "attribute":
      return <AttributeFields leaf={leaf} {...rest} />;
    case "ordered":
      return <OrderFields leaf={leaf} {...rest} />;
    case "cart":
      return <CartFields leaf={leaf} {...rest} />;
    case "tagged":
    case "identified":
    case "reachable":
    case "lifecycle":
    case "segment":
      return <WhoFields leaf={leaf} {...rest} />;
  }
}

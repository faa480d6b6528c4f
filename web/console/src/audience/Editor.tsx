import "./editor.css";
import { createContext, type KeyboardEvent, useContext, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button.tsx";
import { count } from "../ui/format.ts";
import { Icon } from "../ui/Icon.tsx";
import { useKeys } from "../ui/keys.ts";
import { type Choice, Menu } from "../ui/Menu.tsx";
import { Pick } from "../ui/Pick.tsx";
import { LIMITS } from "./condition.ts";
import { KindMenu } from "./KindMenu.tsx";
import type { Kind } from "./kinds.ts";
import { LeafRow } from "./LeafRow.tsx";
import {
  add,
  depthOf,
  drop,
  duplicate,
  find,
  type Group,
  groupOf,
  isGroup,
  leafOf,
  leavesOf,
  levelOf,
  negate,
  type Part,
  put,
  remove,
  step,
  unwrap,
  wrap,
} from "./tree.ts";
import type { TreeEditing } from "./useTree.ts";

/// Where something is amiss: at which part, at which of its fields, and why.
export interface Amiss {
  id: string;
  field: string;
  words: string;
}

interface Editing {
  root: Group;
  change: TreeEditing["change"];
  amiss: Amiss | null;
  /// The part that was just made: its first field wants the focus.
  fresh: string | null;
  focus: (id: string) => void;
  /// How many remain after a part of the outermost group and those before it, where that is known.
  remain: (id: string) => number | null;
}

const Context = createContext<Editing | null>(null);

export function useEditor(): Editing {
  const editing = useContext(Context);
  if (!editing) throw new Error("A part of a condition stands in its editor");
  return editing;
}

/// The condition as controls: groups within groups, and in them what is asked.
export function Editor({ tree, amiss, remaining }: { tree: TreeEditing; amiss: Amiss | null; remaining?: number[] }) {
  const { t } = useTranslation();
  const [fresh, setFresh] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const focus = (id: string) => {
    setFresh(id);
    requestAnimationFrame(() => {
      const row = box.current?.querySelector(`[data-part="${id}"]`);
      const fields = [...(row?.querySelectorAll<HTMLInputElement>("input") ?? [])];
      const field = fields.find((one) => one.value === "") ?? fields[0] ?? row?.querySelector<HTMLElement>("button");
      field?.focus();
    });
  };
  useKeys({
    c: () => setAdding(true),
    "mod+z": tree.undo || tree.redo ? (event) => (event.shiftKey ? tree.redo : tree.undo)?.() : undefined,
    "mod+y": tree.redo,
  });
  const { root } = tree;
  const told = root.mode === "all" && !root.not && remaining?.length === root.parts.length;
  const remain = (id: string) => (told ? (remaining?.[root.parts.findIndex((part) => part.id === id)] ?? null) : null);
  return (
    <Context value={{ root, change: tree.change, amiss, fresh, focus, remain }}>
      <div className="tree" ref={box}>
        <GroupBox group={root} level={1} adding={adding} onAdding={setAdding} />
        <div className="row tree-foot">
          <Button look="quiet" small icon="undo" keys="⌘Z" disabled={!tree.undo} onClick={tree.undo}>
            {t("do.undo")}
          </Button>
          <Button look="quiet" small disabled={!tree.redo} onClick={tree.redo}>
            {t("audience.redo")}
          </Button>
          <span className="grow" />
          <span className="over num">{t("audience.size", { count: leavesOf(root).length, most: LIMITS.leaves })}</span>
        </div>
      </div>
    </Context>
  );
}

const MODES = ["all", "any", "none", "notAll"] as const;
type Mode = (typeof MODES)[number];
const modeOf = (group: Group): Mode =>
  group.not ? (group.mode === "any" ? "none" : "notAll") : group.mode;

interface BoxProps {
  group: Group;
  level: number;
  adding?: boolean;
  onAdding?: (open: boolean) => void;
}

function GroupBox({ group, level, adding, onAdding }: BoxProps) {
  const { t } = useTranslation();
  const { root, change, amiss } = useEditor();
  const isRoot = group.id === root.id;
  const set = (mode: Mode) =>
    change((now) =>
      put(now, {
        ...(find(now, group.id) as Group),
        mode: mode === "none" || mode === "any" ? "any" : "all",
        not: mode === "none" || mode === "notAll",
      }),
    );
  const wrong = amiss?.id === group.id;
  return (
    <div
      role="group"
      aria-label={t(`audience.mode.${modeOf(group)}`)}
      className={`group ${group.not ? "no" : group.mode}`}
      data-part={isRoot ? undefined : group.id}
      onKeyDown={isRoot ? undefined : (event) => moveByKey(event, group.id, change)}
    >
      <div className="gh">
        {!isRoot && <Grip part={group} />}
        <Pick
          label={t("audience.mode.label")}
          value={modeOf(group)}
          choices={MODES.map((mode) => ({ value: mode, label: t(`audience.mode.${mode}`) }))}
          onChange={set}
        />
        <span className="grow" />
        {!isRoot && <PartMenu part={group} />}
      </div>
      {group.parts.map((part) =>
        isGroup(part) ? (
          <div key={part.id} className="group-line">
            <GroupBox group={part} level={level + 1} />
            <Remain part={part} />
          </div>
        ) : (
          <LeafRow key={part.id} part={part} />
        ),
      )}
      {wrong && (
        <p className="wrong small" role="alert">
          {amiss.words}
        </p>
      )}
      <Adders group={group} level={level} {...(onAdding && { adding: adding ?? false, onAdding })} />
    </div>
  );
}

/// How many are left after this line: where a condition loses most of its people is seen at once.
export function Remain({ part }: { part: Part }) {
  const { t } = useTranslation();
  const { remain } = useEditor();
  const left = remain(part.id);
  return left === null ? null : (
    <span className="remain num" title={t("audience.remainHelp")}>
      {t("audience.remain", { count: left, formatted: count(left) })}
    </span>
  );
}

function Adders({ group, level, adding, onAdding }: BoxProps) {
  const { t } = useTranslation();
  const { root, change, focus } = useEditor();
  const full = leavesOf(root).length >= LIMITS.leaves;
  const isRoot = group.id === root.id;
  const addLeaf = (kind: Kind) => {
    const leaf = leafOf(kind.blank());
    change((now) => add(now, group.id, leaf));
    focus(leaf.id);
  };
  return (
    <DropEnd group={group}>
      <KindMenu
        onPick={addLeaf}
        {...(onAdding && { open: adding ?? false, onOpen: onAdding })}
        opener={
          <Button look="quiet" small icon="plus" disabled={full} {...(isRoot && { keys: "C" })}>
            {t("audience.addLeaf")}
          </Button>
        }
      />
      {level < LIMITS.depth - 1 && (
        <KindMenu
          onPick={(kind) => {
            const leaf = leafOf(kind.blank());
            change((now) => add(now, group.id, groupOf(group.mode === "all" ? "any" : "all", [leaf])));
            focus(leaf.id);
          }}
          opener={
            <Button look="quiet" small icon="plus" disabled={full}>
              {t("audience.addGroup")}
            </Button>
          }
        />
      )}
      {full && <span className="over">{t("audience.full", { most: LIMITS.leaves })}</span>}
    </DropEnd>
  );
}

/// What can be done with a part, with the keys that do the same while the focus is in it.
export function PartMenu({ part }: { part: Part }) {
  const { t } = useTranslation();
  const { root, change, focus } = useEditor();
  const group = isGroup(part);
  const room = levelOf(root, part.id) + depthOf(part) <= LIMITS.depth;
  const keyed = (word: string, keys: string) => (
    <span className="row">
      <span className="grow">{word}</span>
      <kbd>{keys}</kbd>
    </span>
  );
  const choices: (Choice | "line")[] = [
    { label: t(group ? "audience.ungroup" : "audience.group"), icon: "copy", act: () => change((now) => (group ? unwrap(now, part.id) : wrap(now, part.id))) },
    ...(group ? [] : [{ label: t(part.not ? "audience.affirm" : "audience.negate"), icon: "x" as const, act: () => change((now) => negate(now, part.id)) }]),
    {
      label: keyed(t("audience.duplicate"), "⌘D"),
      icon: "copy",
      act: () => {
        const { root: next, copy } = duplicate(root, part.id);
        change(next);
        if (copy) focus(copy);
      },
    },
    { label: keyed(t("audience.up"), "⌥↑"), icon: "up", act: () => change((now) => step(now, part.id, -1)) },
    { label: keyed(t("audience.down"), "⌥↓"), icon: "down", act: () => change((now) => step(now, part.id, 1)) },
    "line",
    { label: keyed(t("do.remove"), "⌥⌫"), icon: "trash", bad: true, act: () => change((now) => remove(now, part.id)) },
  ];
  const fits = choices.filter((one) => one === "line" || room || group || one !== choices[0]);
  return (
    <Menu
      choices={fits}
      opener={<Button look="quiet" small icon="dots" label={t(group ? "audience.groupMenu" : "audience.leafMenu")} />}
    />
  );
}

/// Heard on the way down, because a menu's opener takes the arrows for itself; the innermost part it comes to acts.
export function moveByKey(event: KeyboardEvent, id: string, change: TreeEditing["change"]): void {
  if (!(event.target instanceof Element) || event.target.closest("[data-part]") !== event.currentTarget) return;
  const doing = event.altKey && /^Arrow(Up|Down)$/.test(event.key)
    ? (now: Group) => step(now, id, event.key === "ArrowUp" ? -1 : 1)
    : event.altKey && (event.key === "Backspace" || event.key === "Delete")
      ? (now: Group) => remove(now, id)
      : (event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "d"
        ? (now: Group) => duplicate(now, id).root
        : null;
  if (!doing) return;
  event.preventDefault();
  event.stopPropagation();
  const held = document.activeElement;
  const place = controlsOf(id).indexOf(held as HTMLElement);
  change(doing);
  // A part that went into another group is drawn anew: the same control of it is held again, so that it can go on.
  requestAnimationFrame(() => {
    if (held instanceof HTMLElement && held.isConnected) held.focus();
    else controlsOf(id).at(Math.max(0, place))?.focus();
  });
}

function controlsOf(part: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`[data-part="${CSS.escape(part)}"] :is(button, input, select)`)];
}

const DRAG = "application/x-parley-part";

/// Dragged by its grip; the keys and the menu do the same.
export function Grip({ part }: { part: Part }) {
  const { t } = useTranslation();
  return (
    <span
      className="grip"
      draggable
      title={t("audience.drag")}
      aria-hidden="true"
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAG, part.id);
        event.dataTransfer.effectAllowed = "move";
        const row = event.currentTarget.closest("[data-part]");
        if (row) event.dataTransfer.setDragImage(row, 8, 8);
      }}
    >
      <Icon name="grip" size={12} />
    </span>
  );
}

/// Marks where a dragged part would come to stand while it is held over.
export function useDrop(to: { group: string; before: string | null }) {
  const { change } = useEditor();
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!over) return;
    const end = () => setOver(false);
    addEventListener("dragend", end);
    return () => removeEventListener("dragend", end);
  }, [over]);
  return {
    over,
    handlers: {
      onDragOver: (event: React.DragEvent) => {
        if (!event.dataTransfer.types.includes(DRAG)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: React.DragEvent) => {
        const id = event.dataTransfer.getData(DRAG);
        setOver(false);
        if (!id) return;
        event.preventDefault();
        change((now) => drop(now, id, to));
      },
    },
  };
}

function DropEnd({ group, children }: { group: Group; children: React.ReactNode }) {
  const { over, handlers } = useDrop({ group: group.id, before: null });
  return (
    <div className={over ? "row wrap adders over-here" : "row wrap adders"} {...handlers}>
      {children}
    </div>
  );
}

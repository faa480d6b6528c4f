import {
  autoUpdate,
  flip,
  FloatingFocusManager,
  FloatingPortal,
  offset,
  shift,
  size,
  useClick,
  useDismiss,
  useFloating,
  useInteractions,
  useListNavigation,
  useRole,
} from "@floating-ui/react";
import { cloneElement, type ReactElement, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "../ui/Icon.tsx";
import { FAMILIES, type Kind, KINDS } from "./kinds.ts";

interface Props {
  opener: ReactElement<Record<string, unknown>>;
  onPick: (kind: Kind) => void;
  open?: boolean;
  onOpen?: (open: boolean) => void;
}

/// All that can be asked, in three families, found by typing.
export function KindMenu({ opener, onPick, open: told, onOpen }: Props) {
  const { t } = useTranslation();
  const [own, setOwn] = useState(false);
  const open = told ?? own;
  const [typed, type] = useState("");
  const [active, setActive] = useState<number | null>(0);
  const listId = useId();
  const list = useRef<(HTMLElement | null)[]>([]);
  const setOpen = (next: boolean) => {
    (onOpen ?? setOwn)(next);
    type("");
    setActive(0);
  };
  const asked = typed.trim().toLowerCase();
  const words = (kind: Kind) => `${t(`audience.kind.${kind.id}`)} ${t(`audience.about.${kind.id}`)} ${kind.id}`.toLowerCase();
  const shown = FAMILIES.flatMap((family) => KINDS.filter((kind) => kind.family === family)).filter((kind) =>
    words(kind).includes(asked),
  );
  const { refs, floatingStyles, context } = useFloating({
    open,
    onOpenChange: setOpen,
    placement: "bottom-start",
    middleware: [
      offset(4),
      flip({ padding: 8 }),
      shift({ padding: 8 }),
      size({
        padding: 8,
        apply: ({ availableHeight, elements }) => {
          elements.floating.style.maxHeight = `${Math.max(200, Math.min(480, availableHeight))}px`;
        },
      }),
    ],
    whileElementsMounted: autoUpdate,
  });
  const { getReferenceProps, getFloatingProps, getItemProps } = useInteractions([
    useClick(context),
    useDismiss(context),
    useRole(context, { role: "dialog" }),
    useListNavigation(context, { listRef: list, activeIndex: active, onNavigate: setActive, virtual: true, loop: true }),
  ]);
  const pick = (kind: Kind) => {
    setOpen(false);
    onPick(kind);
  };
  return (
    <>
      {cloneElement(opener, getReferenceProps({ ref: refs.setReference, ...opener.props }))}
      {open && (
        <FloatingPortal>
          <FloatingFocusManager context={context} modal={false} initialFocus={0} returnFocus={false}>
            <div className="menu kinds-menu" ref={refs.setFloating} style={floatingStyles}>
              <div className="searchbox">
                <Icon name="search" size={14} />
                <input
                  className="input"
                  {...getFloatingProps({
                    value: typed,
                    "aria-label": t("audience.findKind"),
                    placeholder: t("audience.findKind"),
                    autoComplete: "off",
                    onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
                      type(event.target.value);
                      setActive(0);
                    },
                    onKeyDown: (event: React.KeyboardEvent) => {
                      const kind = shown[active ?? 0];
                      if (event.key !== "Enter" || event.nativeEvent.isComposing || !kind) return;
                      event.preventDefault();
                      pick(kind);
                    },
                  } as React.HTMLProps<HTMLElement>)}
                  role="combobox"
                  aria-expanded="true"
                  aria-controls={listId}
                  aria-activedescendant={active === null ? undefined : `${listId}-${active}`}
                />
              </div>
              <div role="listbox" id={listId} aria-label={t("audience.addLeaf")} className="choices">
                {shown.map((kind, index) => (
                  <div key={kind.id}>
                    {shown[index - 1]?.family !== kind.family && (
                      <p className="over family">{t(`audience.family.${kind.family}`)}</p>
                    )}
                    <div
                      role="option"
                      id={`${listId}-${index}`}
                      aria-selected={active === index}
                      ref={(node) => {
                        list.current[index] = node;
                      }}
                      {...getItemProps({
                        onPointerDown: (event: React.PointerEvent) => event.preventDefault(),
                        onClick: () => pick(kind),
                      })}
                    >
                      <Icon name={kind.icon} />
                      <span>
                        {t(`audience.kind.${kind.id}`)}
                        <small>{t(`audience.about.${kind.id}`)}</small>
                      </span>
                    </div>
                  </div>
                ))}
                {shown.length === 0 && <p className="over none">{t("pick.none")}</p>}
              </div>
            </div>
          </FloatingFocusManager>
        </FloatingPortal>
      )}
    </>
  );
}

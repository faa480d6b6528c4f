import {
  autoUpdate,
  flip,
  FloatingFocusManager,
  FloatingPortal,
  offset,
  type Placement,
  shift,
  useClick,
  useDismiss,
  useFloating,
  useInteractions,
  useListNavigation,
  useRole,
} from "@floating-ui/react";
import { type ReactElement, type ReactNode, cloneElement, useRef, useState } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import { useWidth } from "./useWidth.ts";

export interface Choice {
  label: ReactNode;
  icon?: IconName;
  chosen?: boolean;
  bad?: boolean;
  act: () => void;
}

interface MenuProps {
  /// The button that opens it; it receives the handlers and the aria state.
  opener: ReactElement<Record<string, unknown>>;
  choices: (Choice | "line")[];
  placement?: Placement;
  /// For a menu that a key opens, too.
  open?: boolean;
  onOpen?: (open: boolean) => void;
}

export function Menu({ opener, choices, placement = "bottom-end", open: told, onOpen }: MenuProps) {
  const [own, setOwn] = useState(false);
  const open = told ?? own;
  const setOpen = onOpen ?? setOwn;
  const [active, setActive] = useState<number | null>(null);
  const list = useRef<(HTMLElement | null)[]>([]);
  const { refs, floatingStyles, context } = useFloating({
    open,
    onOpenChange: setOpen,
    placement,
    middleware: [offset(4), flip(), shift({ padding: 8 })],
    whileElementsMounted: autoUpdate,
  });
  const { getReferenceProps, getFloatingProps, getItemProps } = useInteractions([
    useClick(context),
    useDismiss(context),
    useRole(context, { role: "menu" }),
    useListNavigation(context, { listRef: list, activeIndex: active, onNavigate: setActive, loop: true }),
  ]);
  const pick = (choice: Choice) => {
    setOpen(false);
    choice.act();
  };
  return (
    <>
      {cloneElement(opener, getReferenceProps({ ref: refs.setReference, ...opener.props }))}
      {open && (
        <FloatingPortal>
          <FloatingFocusManager context={context} modal={false}>
            <div className="menu" ref={refs.setFloating} style={floatingStyles} {...getFloatingProps()}>
              {choices.map((choice, index) =>
                choice === "line" ? (
                  <hr key={index} />
                ) : (
                  <button
                    key={index}
                    type="button"
                    role={choice.chosen === undefined ? "menuitem" : "menuitemradio"}
                    aria-checked={choice.chosen}
                    tabIndex={active === index ? 0 : -1}
                    ref={(node) => {
                      list.current[index] = node;
                    }}
                    style={choice.bad ? { color: "var(--bad-ink)" } : undefined}
                    {...getItemProps({ onClick: () => pick(choice) })}
                  >
                    {choice.icon && <Icon name={choice.icon} />}
                    <span className="grow">{choice.label}</span>
                    {choice.chosen && <Icon name="check" size={14} />}
                  </button>
                ),
              )}
            </div>
          </FloatingFocusManager>
        </FloatingPortal>
      )}
    </>
  );
}

/// What floats leaves the rail free.
const RAIL = 64;

interface PopoverProps {
  opener: ReactElement<Record<string, unknown>>;
  open: boolean;
  onOpen: (open: boolean) => void;
  label: string;
  placement?: Placement;
  children: ReactNode;
}

/// Something small to look at or choose from, beside the control that opened it. Esc and a click outside close it.
export function Popover({ opener, open, onOpen, label, placement = "top-start", children }: PopoverProps) {
  // Beside a control there is no room on a phone, so it floats below or above.
  const phone = useWidth() === "phone";
  const { refs, floatingStyles, context } = useFloating({
    open,
    onOpenChange: onOpen,
    placement: phone && /^(left|right)/.test(placement) ? "bottom-end" : placement,
    middleware: [offset(8), flip({ padding: phone ? 8 : { left: RAIL } }), shift({ padding: 8 })],
    whileElementsMounted: autoUpdate,
  });
  const { getReferenceProps, getFloatingProps } = useInteractions([
    useClick(context),
    useDismiss(context),
    useRole(context, { role: "dialog" }),
  ]);
  return (
    <>
      {cloneElement(opener, getReferenceProps({ ref: refs.setReference, ...opener.props }))}
      {open && (
        <FloatingPortal>
          <FloatingFocusManager context={context} modal={false}>
            <div
              className="float"
              ref={refs.setFloating}
              style={floatingStyles}
              aria-label={label}
              {...getFloatingProps()}
            >
              {children}
            </div>
          </FloatingFocusManager>
        </FloatingPortal>
      )}
    </>
  );
}

import {
  autoUpdate,
  flip,
  FloatingPortal,
  offset,
  shift,
  size,
  useDismiss,
  useFloating,
  useInteractions,
  useListNavigation,
  useRole,
} from "@floating-ui/react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon.tsx";

export interface Suggestion {
  value: string;
  label: string;
  /// What is said of it in grey: how often it came, what it costs.
  about?: string;
}

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  suggestions: Suggestion[];
  /// What was typed, for suggestions that the server finds.
  onType?: (typed: string) => void;
  /// Whether something else than the suggestions may be written.
  free?: boolean;
  placeholder?: string;
  wrong?: boolean;
  loading?: boolean;
  autoFocus?: boolean;
  onBlur?: () => void;
}

const MOST_SHOWN = 50;

/// A text inside a sentence that helps itself: as one types, the shop's own words come up below.
export function Suggest({ value, onChange, suggestions, onType, free, wrong, loading, ...rest }: Props) {
  const { t } = useTranslation();
  const named = suggestions.find((one) => one.value === value)?.label ?? value;
  const [typed, type] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState<number | null>(null);
  const composing = useRef(false);
  const list = useRef<(HTMLElement | null)[]>([]);
  const shown = matching(suggestions, typed ?? "").slice(0, MOST_SHOWN);
  const { refs, floatingStyles, context } = useFloating({
    open: open && (shown.length > 0 || (typed !== null && typed !== "" && !free) || Boolean(loading)),
    onOpenChange: setOpen,
    placement: "bottom-start",
    middleware: [
      offset(4),
      flip(),
      shift({ padding: 8 }),
      size({
        padding: 8,
        apply: ({ availableHeight, elements }) => {
          elements.floating.style.maxHeight = `${Math.min(320, availableHeight)}px`;
        },
      }),
    ],
    whileElementsMounted: autoUpdate,
  });
  const { getReferenceProps, getFloatingProps, getItemProps } = useInteractions([
    useDismiss(context),
    useRole(context, { role: "listbox" }),
    useListNavigation(context, { listRef: list, activeIndex: active, onNavigate: setActive, virtual: true, loop: true }),
  ]);
  const pick = (one: Suggestion) => {
    onChange(one.value);
    type(null);
    setOpen(false);
  };
  const write = (text: string) => {
    type(text);
    setActive(null);
    setOpen(true);
    onType?.(text.trim());
    if (free) onChange(text);
  };
  const leave = () => {
    setOpen(false);
    const exact = typed === null ? undefined : suggestions.find((one) => one.label === typed.trim());
    if (exact && exact.value !== value) onChange(exact.value);
    else if (!free && typed?.trim() === "") onChange("");
    type(null);
    rest.onBlur?.();
  };
  const text = typed ?? named;
  return (
    <span className="suggest">
      <span className="pick text" data-wrong={wrong || undefined} ref={refs.setReference}>
        <input
          {...getReferenceProps({
            value: text,
            "aria-label": rest.label,
            "aria-invalid": wrong || undefined,
            "aria-autocomplete": "list",
            placeholder: rest.placeholder,
            autoFocus: rest.autoFocus,
            autoComplete: "off",
            autoCapitalize: "off",
            spellCheck: false,
            size: Math.min(34, Math.max(7, widthOf(text || rest.placeholder || ""))),
            onChange: (event: React.ChangeEvent<HTMLInputElement>) => write(event.target.value),
            onFocus: (event: React.FocusEvent<HTMLInputElement>) => {
              event.target.select();
              setOpen(true);
            },
            onClick: () => setOpen(true),
            onBlur: leave,
            onCompositionStart: () => {
              composing.current = true;
            },
            onCompositionEnd: () => {
              composing.current = false;
            },
            onKeyDown: (event: React.KeyboardEvent) => {
              if (composing.current || event.nativeEvent.isComposing) return;
              const one = active === null ? undefined : shown[active];
              if (event.key === "Enter" && open && one) {
                event.preventDefault();
                pick(one);
              }
              if (event.key === "Escape" && open) event.stopPropagation();
            },
          } as React.HTMLProps<HTMLElement>)}
        />
        {!free && <Icon name="down" size={12} />}
      </span>
      {context.open && (
        <FloatingPortal>
          <div className="menu options" ref={refs.setFloating} style={floatingStyles} {...getFloatingProps()}>
            {shown.map((one, index) => (
              <div
                key={one.value}
                role="option"
                id={`${context.floatingId}-${index}`}
                aria-selected={active === index}
                ref={(node) => {
                  list.current[index] = node;
                }}
                {...getItemProps({
                  onPointerDown: (event: React.PointerEvent) => event.preventDefault(),
                  onClick: () => pick(one),
                })}
              >
                <span className="cut">{one.label}</span>
                {one.about && <span className="over num">{one.about}</span>}
              </div>
            ))}
            {shown.length === 0 && <p className="none over">{t(loading ? "loading" : "pick.none")}</p>}
          </div>
        </FloatingPortal>
      )}
    </span>
  );
}

/// Han characters take the room of two letters.
function widthOf(text: string): number {
  return [...text].reduce((sum, char) => sum + (char > "\u2e7f" ? 2 : 1), 1);
}

/// Nothing typed shows all; what begins like it comes before what only contains it.
export function matching(suggestions: Suggestion[], typed: string): Suggestion[] {
  const asked = normal(typed);
  if (asked === "") return suggestions;
  const rank = (one: Suggestion) => {
    const [label, value] = [normal(one.label), normal(one.value)];
    if (label.startsWith(asked) || value.startsWith(asked)) return 0;
    return label.includes(asked) || value.includes(asked) ? 1 : 2;
  };
  return [0, 1].flatMap((wanted) => suggestions.filter((one) => rank(one) === wanted));
}

const normal = (text: string) => text.normalize("NFKC").replaceAll("臺", "台").toLowerCase().trim();

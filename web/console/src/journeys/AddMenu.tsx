import { type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "../ui/keys.ts";
import { type Choice, Menu } from "../ui/Menu.tsx";
import type { Kind } from "./flow.ts";
import { ICONS, KINDS } from "./kinds.ts";

interface Props {
  opener: ReactElement<Record<string, unknown>>;
  onPick: (kind: Kind) => void;
  /// Opened by a key, too.
  open?: boolean;
  onOpen?: (open: boolean) => void;
}

/// All kinds of steps, in groups.
export function AddMenu({ opener, onPick, open, onOpen }: Props) {
  const { t } = useTranslation();
  useKeys({ a: onOpen ? () => onOpen(true) : undefined });
  const choices = KINDS.flatMap(({ kinds }, n): (Choice | "line")[] => [
    ...(n > 0 ? ["line" as const] : []),
    ...kinds.map((kind) => ({ label: t(`journeys.kind.${kind}`), icon: ICONS[kind], act: () => onPick(kind) })),
  ]);
  return <Menu opener={opener} choices={choices} placement="bottom-start" {...(onOpen && { open: open ?? false, onOpen })} />;
}

import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { call, type ConversationDetail } from "@parley/api";
import { Button } from "../ui/Button.tsx";
import { ChannelName, Chip } from "../ui/Chip.tsx";
import { Icon } from "../ui/Icon.tsx";
import { useKeys } from "../ui/keys.ts";
import { Menu } from "../ui/Menu.tsx";
import { useName } from "../ui/People.tsx";
import { Bones, Failed, reasonOf } from "../ui/States.tsx";
import { Pick } from "../ui/Pick.tsx";
import { toast } from "../ui/toast.tsx";
import { useSession } from "../app/session.ts";
import { Composer } from "./Composer.tsx";
import { useWaiting } from "./ConversationList.tsx";
import { useConversation, useConversationVerbs, useThread } from "./data.ts";
import { Log } from "./Log.tsx";
import { useMembers } from "./members.ts";

interface Props {
  id: string;
  /// The customer stands beside it: no button is needed to see them.
  beside: boolean;
  onBack: () => void;
  /// Where to go after closing: the next conversation.
  onLeave: () => void;
  onCustomer: () => void;
}

export function ThreadPane({ id, beside, onBack, onLeave, onCustomer }: Props) {
  const { t } = useTranslation();
  const nameOf = useName();
  const conversation = useConversation(id);
  const { query, earlier } = useThread(id);
  const failed = conversation.isError ? conversation : query.isError && !query.data ? query : null;
  if (failed) {
    return (
      <section className="pane thread">
        <Failed error={failed.error} retry={() => void failed.refetch()} />
      </section>
    );
  }
  if (!conversation.data || !query.data)
    return (
      <section className="pane thread">
        <Bones rows={7} height={28} gap={22} />
      </section>
    );
  return (
    <section
      className="pane thread"
      aria-label={t("inbox.thread", { name: nameOf(conversation.data.customer.name, conversation.data.customer.id) })}
    >
      <Head conversation={conversation.data} {...{ beside, onBack, onLeave, onCustomer }} />
      <Reading conversation={conversation.data} seq={query.data.items.at(-1)?.seq ?? 0} />
      <Log conversation={conversation.data} thread={query.data} onEarlier={earlier} />
      <Composer conversation={conversation.data} />
    </section>
  );
}

function Head({
  conversation,
  beside,
  onBack,
  onLeave,
  onCustomer,
}: Omit<Props, "id"> & { conversation: ConversationDetail }) {
  const { t } = useTranslation();
  const waiting = useWaiting(conversation);
  const toggle = useClosing(conversation, onLeave);
  const open = conversation.state === "open";
  useKeys({ e: toggle });
  const invite = () =>
    void call(`/conversations/${conversation.id}/link-invitation`, { method: "POST" }).then(
      () => toast(t("inbox.invited")),
      (refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))),
    );
  return (
    <header className="bar">
      <span className="only-phone">
        <Button look="quiet" icon="left" label={t("do.back")} onClick={onBack} />
      </span>
      <h1 className="cut">{useName()(conversation.customer.name, conversation.customer.id)}</h1>
      <span className="wide">
        <Chip>
          <span className="row" style={{ gap: 5 }}>
            <ChannelName channel={conversation.channel} />
          </span>
        </Chip>
      </span>
      {waiting && (
        <Chip look={waiting.look === "calm" ? "state" : waiting.look === "soon" ? "warn" : "bad"} icon={waiting.failed ? "warn" : "clock"}>
          {waiting.words}
        </Chip>
      )}
      {!open && <Chip icon="check">{t("inbox.ended")}</Chip>}
      <span className="grow" />
      {!beside && <Button look="quiet" icon="user" label={t("inbox.customer")} onClick={onCustomer} />}
      <Whose conversation={conversation} />
      <span className="wide">
        <Button icon={open ? "check" : "undo"} keys="E" onClick={toggle}>
          {t(open ? "inbox.close" : "inbox.reopen")}
        </Button>
      </span>
      <More conversation={conversation} onToggle={toggle} onInvite={invite} />
    </header>
  );
}

/// Whose it is to see to.
function Whose({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation();
  const members = useMembers();
  const { assign } = useConversationVerbs();
  const refused = (refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
  if (members.length < 2 && !conversation.assignee) return null;
  return (
    <span className="wide">
      <Pick<string>
        label={t("inbox.assignee")}
        icon="user"
        value={conversation.assignee ?? ""}
        choices={[{ value: "", label: t("inbox.nobody") }, ...members.map((one) => ({ value: one.id, label: one.name }))]}
        onChange={(member) => void assign(conversation, member || null).catch(refused)}
      />
    </span>
  );
}

function More({
  conversation: items,
  onToggle,
  onInvite,
}: {
  conversation: ConversationDetail;
  onToggle: () => void;
  onInvite: () => void;
}) {
  const { t } = useTranslation();
  const me = useSession()?.member.id;
  const { assign } = useConversationVerbs();
  const mine = me !== undefined && items.assignee === me;
  const give = () =>
    void assign(items, mine || !me ? null : me).catch((refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown"))));
  const choices = [
    ...(me ? [{ label: t(mine ? "inbox.giveBack" : "inbox.takeOn"), icon: "user" as const, act: give }] : []),
    ...(items.channel === "line" ? [{ label: t("inbox.invite"), icon: "link" as const, act: onInvite }] : []),
    { label: t(items.state === "open" ? "inbox.close" : "inbox.reopen"), icon: "check" as const, act: onToggle },
  ];
  return (
    <Menu
      choices={choices}
      opener={
        <button type="button" className="btn quiet icon" aria-label={t("inbox.more2")}>
          <Icon name="dots" />
        </button>
      }
    />
  );
}

/// Closes at once and goes on to the next; the toast takes it back.
function useClosing(conversation: ConversationDetail, onLeave: () => void): () => void {
  const { t } = useTranslation();
  const { close, reopen } = useConversationVerbs();
  const name = useName()(conversation.customer.name, conversation.customer.id);
  const refused = (refusal: unknown) => toast(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
  return () => {
    if (conversation.state === "closed") {
      void reopen(conversation).then(() => toast(t("inbox.reopened")), refused);
      return;
    }
    void close(conversation).catch(refused);
    toast(t("inbox.closedToast", { name }), { undo: () => void reopen(conversation).catch(refused) });
    onLeave();
  };
}

/// What is on a visible screen is read.
function Reading({ conversation, seq }: { conversation: ConversationDetail; seq: number }) {
  const { read } = useConversationVerbs();
  const told = useRef(0);
  useEffect(() => {
    const look = () => {
      if (
        document.visibilityState !== "visible" ||
        seq <= told.current ||
        (conversation.unread === 0 && told.current > 0)
      )
        return;
      told.current = seq;
      void read(conversation, seq);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  });
  return null;
}

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { call, type Content, type ConversationDetail, type NewContent, type Voice } from "@parley/api";
import { useSession } from "../app/session.ts";
import { useSocket } from "../live/Live.tsx";
import { Button } from "../ui/Button.tsx";
import { useKeys } from "../ui/keys.ts";
import { Seal, useName } from "../ui/People.tsx";
import { reasonOf } from "../ui/States.tsx";
import { useSendCheckout } from "./checkout.ts";
import { useDraft } from "./drafts.ts";
import { outbox } from "./outbox.ts";
import { ProductPicker, StickerPicker } from "./Pickers.tsx";
import { WayLine } from "./WayLine.tsx";

const VOICES = ["service", "editor", "assistant"] as const satisfies Voice[];

const TARGETS = { web: "inbox.sendWeb", line: "inbox.sendLine", email: "inbox.sendEmail" } as const;

/// Where one writes: in which voice, by which way, at what cost; or a note for the team.
export function Composer({ conversation }: { conversation: ConversationDetail }) {
  const { t } = useTranslation();
  const session = useSession();
  const [draft, write] = useDraft(conversation.id);
  const name = useName()(conversation.customer.name, conversation.customer.id);
  const area = useRef<HTMLTextAreaElement>(null);
  const voice = draft.voice ?? session?.member.voice ?? "service";
  const send = useSend(conversation, voice);
  const checkout = useSendCheckout(conversation.id);
  const upload = useUpload((url) => send({ kind: "image", url }, { kind: "image", url }));
  const sayTyping = useTyping(conversation.id);
  const focus = () => area.current?.focus();
  const note = (on: boolean) => {
    write({ note: on });
    focus();
  };
  const submit = () => {
    const text = draft.text.trim();
    if (!text || (conversation.sending.blocked && !draft.note)) return;
    send({ kind: "text", text }, { kind: "text", text }, draft.note);
    write({ text: "", note: false });
  };
  useKeys({ r: () => note(false), n: () => note(true) });
  useGrowing(area, draft.text);
  const target = draft.note ? "inbox.sendNote" : TARGETS[conversation.channel];
  return (
    <footer className="compose">
      <div className={draft.note ? "write noting" : "write"} {...upload.drop}>
        <div className="row">
          {draft.note ? (
            <b className="small">{t("inbox.noteOnly")}</b>
          ) : (
            <Voices voice={voice} onChange={(chosen) => write({ voice: chosen })} />
          )}
          <span className="grow" />
          {!draft.note && <WayLine sending={conversation.sending} channel={conversation.channel} />}
        </div>
        <textarea
          ref={area}
          rows={1}
          value={draft.text}
          aria-keyshortcuts={draft.note ? "N" : "R"}
          placeholder={draft.note ? t("inbox.writeNote") : t("inbox.write", { name })}
          aria-label={draft.note ? t("inbox.writeNote") : t("inbox.write", { name })}
          onChange={(event) => {
            write({ text: event.target.value });
            upload.forget();
            if (!draft.note) sayTyping();
          }}
          onPaste={upload.onPaste}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
              event.preventDefault();
              submit();
            }
            if (event.key === "Escape") {
              if (draft.note) write({ note: false });
              else event.currentTarget.blur();
            }
          }}
        />
        {upload.words && (
          <p className={upload.wrong ? "upload wrong" : "upload"} role="status">
            {upload.words}
          </p>
        )}
        <div className="tools">
          {!draft.note && (
            <>
              <Button look="quiet" icon="image" label={t("inbox.tools.image")} onClick={upload.choose} />
              <ProductPicker
                onSend={(products) =>
                  send({ kind: "card", productIds: products.map((one) => one.id) }, { kind: "card", products })
                }
                onCheckout={(products) =>
                  void checkout.send({
                    customerId: conversation.customer.id,
                    productIds: products.map((one) => one.id),
                  })
                }
              />
              {conversation.channel === "line" && (
                <StickerPicker
                  onSend={(sticker) => send({ kind: "sticker", ...sticker }, { kind: "sticker", ...sticker })}
                />
              )}
            </>
          )}
          <Button
            look="quiet"
            icon={draft.note ? "undo" : "note"}
            keys={draft.note ? "R" : "N"}
            aria-pressed={draft.note}
            onClick={() => note(!draft.note)}
          >
            <span className="wide">{t(draft.note ? "inbox.tools.backToReply" : "inbox.tools.note")}</span>
          </Button>
          <span className="grow" />
          <Button
            look="go"
            keys="⌘↵"
            onClick={submit}
            disabled={!draft.text.trim() || (conversation.sending.blocked && !draft.note)}
          >
            {t(target)}
          </Button>
        </div>
        {upload.input}
      </div>
    </footer>
  );
}

function Voices({ voice, onChange }: { voice: Voice; onChange: (voice: Voice) => void }) {
  const { t } = useTranslation();
  const step = (event: React.KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const next = VOICES[(VOICES.indexOf(voice) + by + VOICES.length) % VOICES.length]!;
    onChange(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-voice="${next}"]`)?.focus();
  };
  return (
    <>
      <div className="voices" role="radiogroup" aria-label={t("inbox.voices")} onKeyDown={step}>
        {VOICES.map((one) => (
          <button
            key={one}
            type="button"
            role="radio"
            aria-checked={one === voice}
            data-voice={one}
            tabIndex={one === voice ? 0 : -1}
            aria-label={t(`voice.${one}.name`)}
            onClick={() => onChange(one)}
          >
            <Seal voice={one} />
            {t(`voice.${one}.name`)}
          </button>
        ))}
      </div>
      <span className="faint small wide tone cut">{t(`voice.${voice}.tone`)}</span>
    </>
  );
}

function useSend(conversation: ConversationDetail, voice: Voice) {
  return (content: NewContent, looks: Content, note = false) =>
    void outbox.send({
      clientId: crypto.randomUUID(),
      conversationId: conversation.id,
      content,
      looks,
      voice,
      note,
      at: new Date().toISOString(),
    });
}

const TELL_TYPING_MILLIS = 2_500;

function useTyping(conversationId: string): () => void {
  const socket = useSocket();
  const told = useRef(0);
  return () => {
    if (Date.now() - told.current < TELL_TYPING_MILLIS) return;
    told.current = Date.now();
    socket.say({ type: "typing", conversationId });
  };
}

function useGrowing(area: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const shown = area.current;
    if (!shown) return;
    shown.style.height = "auto";
    shown.style.height = `${shown.scrollHeight}px`;
  }, [area, text]);
}

const UPLOAD_LIMIT_BYTES = 10_000_000;
const TYPES = ["image/jpeg", "image/png", "image/gif", "image/webp"];

/// Pictures come by button, by paste or by drop; one that is refused says why and leaves the draft alone.
function useUpload(onDone: (url: string) => void) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [state, set] = useState<{ words: string; wrong: boolean }>({ words: "", wrong: false });
  const alive = useRef(true);
  useEffect(() => {
    alive.current = true;
    return () => {
      alive.current = false;
    };
  }, []);
  const take = async (file: File | undefined) => {
    if (!file) return;
    const no = (reason: string) => set({ words: t("inbox.upload.failed", { name: file.name, reason }), wrong: true });
    if (!TYPES.includes(file.type)) return no(t("inbox.upload.wrongType"));
    if (file.size > UPLOAD_LIMIT_BYTES) return no(t("inbox.upload.tooBig"));
    set({ words: t("inbox.upload.busy", { name: file.name }), wrong: false });
    try {
      const { url } = await call<{ id: string; url: string }>("/files", { method: "POST", body: file });
      set({ words: "", wrong: false });
      if (alive.current) onDone(url);
    } catch (refusal) {
      no(reasonOf(refusal, t("fail.offline"), t("fail.unknown")));
    }
  };
  const picture = (files: FileList | undefined) => [...(files ?? [])].find((file) => file.type.startsWith("image/"));
  return {
    ...state,
    choose: () => input.current?.click(),
    forget: () => state.wrong && set({ words: "", wrong: false }),
    input: (
      <input
        ref={input}
        type="file"
        accept={TYPES.join()}
        hidden
        onChange={(event) => {
          void take(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
    ),
    onPaste: (event: React.ClipboardEvent) => {
      const file = picture(event.clipboardData.files);
      if (file) {
        event.preventDefault();
        void take(file);
      }
    },
    drop: {
      onDragOver: (event: React.DragEvent) => event.preventDefault(),
      onDrop: (event: React.DragEvent) => {
        event.preventDefault();
        void take(event.dataTransfer.files[0]);
      },
    },
  };
}

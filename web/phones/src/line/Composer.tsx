import { useRef, useState } from "preact/hooks";
import { Icon } from "../shell/Icon";
import { say } from "../shell/words";
import type { Outgoing } from "./phoneApi";
import { readPhoto } from "./photo";
import { stickerName } from "./StickerPicture";
import { stickers, stickerSvg } from "./stickers";

/** As long as LINE lets a text be, in UTF-16 code units. */
const TEXT_UNITS = 5000;

interface Props {
  readonly send: (message: Outgoing) => void;
  readonly photo: { readonly current: HTMLInputElement | null };
}

export function Composer({ send, photo }: Props) {
  // A link that opens LINE at a chat may bring the words; they wait for her tap.
  const [draft, setDraft] = useState(() => new URLSearchParams(location.search).get("say") ?? "");
  const [picking, setPicking] = useState(false);
  const [problem, setProblem] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const submit = () => {
    if (!draft.trim()) return;
    send({ type: "text", text: draft.trim() });
    setDraft("");
    const address = new URLSearchParams(location.search);
    address.delete("say");
    history.replaceState(null, "", `${location.pathname}?${address}`);
    field.current?.focus();
  };
  const pick = (message: Outgoing) => {
    send(message);
    setPicking(false);
    field.current?.focus();
  };
  const sendPhoto = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    setProblem("");
    try {
      send({ type: "image", dataUrl: await readPhoto(file) });
    } catch {
      setProblem(say("photoTooBig"));
    }
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Escape") setPicking(false);
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit();
  };
  return (
    <div class="composer">
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <form
        class="line-in"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <button type="button" aria-label={say("photo")} title={say("photo")} onClick={() => photo.current?.click()}>
          <Icon name="image" />
        </button>
        <input
          ref={photo}
          class="sr"
          type="file"
          accept="image/*"
          tabIndex={-1}
          aria-hidden="true"
          onChange={(event) => void sendPhoto(event.currentTarget)}
        />
        <textarea
          ref={field}
          rows={1}
          value={draft}
          maxLength={TEXT_UNITS}
          aria-label={say("write")}
          placeholder={say("write")}
          onInput={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={keys}
        />
        <button
          type="button"
          aria-label={say("stickers")}
          title={say("stickers")}
          aria-expanded={picking}
          onClick={() => setPicking(!picking)}
        >
          <Icon name="smile" />
        </button>
        <button type="submit" class="go" aria-label={say("send")} title={say("send")} disabled={!draft.trim()}>
          <Icon name="send" />
        </button>
      </form>
      {picking && <StickerSheet pick={pick} />}
    </div>
  );
}

function StickerSheet({ pick }: { pick: (message: Outgoing) => void }) {
  return (
    <div class="sticker-sheet" role="group" aria-label={say("stickers")}>
      {stickers.map((sticker) => {
        const { packageId, stickerId, keywords } = sticker;
        return (
          <button
            key={stickerId}
            type="button"
            aria-label={stickerName(sticker)}
            onClick={() => pick({ type: "sticker", packageId, stickerId, keywords })}
            dangerouslySetInnerHTML={{ __html: stickerSvg(sticker) }}
          />
        );
      })}
    </div>
  );
}

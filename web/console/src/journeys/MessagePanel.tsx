import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button.tsx";
import { channelWord } from "../ui/Chip.tsx";
import { Menu } from "../ui/Menu.tsx";
import { Pick } from "../ui/Pick.tsx";
import { Part, TextField } from "./Fields.tsx";
import { filled, type Flow, type Step, type StepOf, type Text } from "./flow.ts";
import { variablesOf } from "./kinds.ts";
import { useExample } from "./example.ts";
import { Sends } from "./Sends.tsx";

const CHANNELS = ["line", "web", "email"] as const;
const ANY = "any";

interface Props {
  journeyId: string;
  step: StepOf<"message">;
  set: (next: Step) => void;
  flow: Flow;
  wrong: (field: string) => boolean;
}

/// What is said, on which channel, and how it will look there.
export function MessagePanel({ journeyId, step, set, flow, wrong }: Props) {
  const { t } = useTranslation();
  const [on, show] = useState<string>(ANY);
  const text = step.texts[on];
  const write = (next: Text | null) => {
    const { [on]: _, ...rest } = step.texts;
    set({ ...step, texts: next ? { ...rest, [on]: next } : rest });
  };
  return (
    <>
      <div className="tabs small" role="tablist" aria-label={t("journeys.message.text")}>
        {[ANY, ...CHANNELS].map((channel) => (
          <button key={channel} type="button" role="tab" aria-selected={on === channel} onClick={() => show(channel)}>
            {channel === ANY ? t("journeys.message.any") : channelWord(channel, t)}
            {channel !== ANY && step.texts[channel] && <span className="dot" data-ch={channel} />}
          </button>
        ))}
      </div>
      {text ? (
        <TextFields key={on} text={text} flow={flow} wrong={wrong} onChange={write} {...(on !== ANY && { onRemove: () => write(null) })} />
      ) : (
        <Button small icon="plus" onClick={() => write({ ...(step.texts.any ?? { text: "" }) })}>
          {t("journeys.message.own")}
        </Button>
      )}
      <Preview text={text ?? step.texts.any ?? { text: "" }} channel={on === ANY ? "line" : on} />
      <Part title={t("journeys.message.channels")}>
        <Channels channels={step.channels} onChange={(channels) => set({ ...step, channels })} />
      </Part>
      <Part title={t("journeys.message.class")}>
        <span className="row wrap">
          <Pick
            label={t("journeys.message.class")}
            value={step.class}
            choices={(["marketing", "service"] as const).map((one) => ({ value: one, label: t(`journeys.class.${one}`) }))}
            onChange={(next) => set({ ...step, class: next })}
          />
          <Pick
            label={t("journeys.message.show")}
            value={step.show}
            icon="bag"
            choices={(["none", "cart", "kept"] as const).map((one) => ({ value: one, label: t(`journeys.message.${one}`) }))}
            onChange={(next) => set({ ...step, show: next })}
          />
        </span>
        <label className="row check">
          <input type="checkbox" checked={step.unlessBought} onChange={(event) => set({ ...step, unlessBought: event.target.checked })} />
          {t("journeys.message.unlessBought")}
        </label>
        <p className="over">{t("journeys.message.unlessBoughtHelp")}</p>
      </Part>
      <Sends journeyId={journeyId} step={step.id} />
    </>
  );
}

function TextFields({ text, flow, wrong, onChange, onRemove }: {
  text: Text;
  flow: Flow;
  wrong: (field: string) => boolean;
  onChange: (next: Text) => void;
  onRemove?: () => void;
}) {
  const { t } = useTranslation();
  const area = useRef<HTMLDivElement>(null);
  const insert = (name: string) => {
    const field = area.current?.querySelector("textarea");
    const at = field?.selectionStart ?? text.text.length;
    const put = name === "name" ? `{{name|${t("journeys.message.you")}}}` : `{{${name}}}`;
    onChange({ ...text, text: text.text.slice(0, at) + put + text.text.slice(field?.selectionEnd ?? at) });
    field?.focus();
  };
  const set = (field: keyof Text, value: string) => {
    const { [field]: _, ...rest } = text;
    onChange((value === "" && field !== "text" ? rest : { ...text, [field]: value }) as Text);
  };
  return (
    <div className="texts" ref={area}>
      <TextField label={t("journeys.message.title")} placeholder={t("journeys.message.title")} value={text.title ?? ""} onChange={(value) => set("title", value)} />
      <TextField label={t("journeys.message.text")} placeholder={t("journeys.message.text")} rows={4} value={text.text} wrong={wrong("texts")} onChange={(value) => set("text", value)} />
      <span className="row wrap">
        <Menu
          placement="bottom-start"
          choices={variablesOf(flow).map((name) => ({ label: t(`journeys.message.variable.${name.replace(".", "_")}`), act: () => insert(name) }))}
          opener={
            <Button look="quiet" small icon="plus">
              {t("journeys.message.insert")}
            </Button>
          }
        />
        <span className="grow" />
        <span className="over num">{t("journeys.message.count", { count: [...text.text].length })}</span>
      </span>
      <span className="row">
        <TextField label={t("journeys.message.button")} placeholder={t("journeys.message.button")} value={text.button ?? ""} onChange={(value) => set("button", value)} />
        <TextField label={t("journeys.message.link")} placeholder="{{cart.link}}" value={text.link ?? ""} wrong={wrong("texts") && Boolean(text.button) && !text.link} onChange={(value) => set("link", value)} />
      </span>
      {onRemove && (
        <Button look="quiet" small onClick={onRemove}>
          {t("journeys.message.ownRemove")}
        </Button>
      )}
    </div>
  );
}

function Channels({ channels, onChange }: { channels: string[]; onChange: (channels: string[]) => void }) {
  const { t } = useTranslation();
  const best = channels.length === 0;
  const toggle = (channel: string) =>
    onChange(channels.includes(channel) ? channels.filter((one) => one !== channel) : [...channels, channel]);
  const first = (channel: string) => onChange([channel, ...channels.filter((one) => one !== channel)]);
  return (
    <div className="channels">
      <label className="row check">
        <input type="radio" checked={best} onChange={() => onChange([])} />
        {t("journeys.message.best")}
      </label>
      {best && <p className="over">{t("journeys.message.bestHelp")}</p>}
      {CHANNELS.map((channel) => {
        const at = channels.indexOf(channel);
        return (
          <label className="row check" key={channel}>
            <input type="checkbox" checked={at >= 0} onChange={() => toggle(channel)} />
            <span className="dot" data-ch={channel} />
            <span className="grow">{channelWord(channel, t)}</span>
            {at >= 0 && <span className="num over">{at + 1}</span>}
            {at > 0 && <Button look="quiet" small icon="up" label={channelWord(channel, t)} onClick={() => first(channel)} />}
          </label>
        );
      })}
    </div>
  );
}

/// How it will look, for somebody of whom everything is known.
function Preview({ text, channel }: { text: Text; channel: string }) {
  const { t } = useTranslation();
  const values = useExample();
  return (
    <div className="message-preview" data-ch={channel} aria-label={t("journeys.message.preview")} role="img">
      <div className="paper">
        <div className="tx">
          {text.title && <b>{filled(text.title, values)}</b>}
          <span>{filled(text.text, values) || t("journeys.message.text")}</span>
        </div>
        {text.button && <span className="cta">{filled(text.button, values)}</span>}
      </div>
    </div>
  );
}

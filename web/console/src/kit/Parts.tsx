import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Refusal } from "@parley/api";
import { Button, Link } from "../ui/Button.tsx";
import { Bars, ChartFrame } from "../ui/Chart.tsx";
import { ChannelName, Chip } from "../ui/Chip.tsx";
import { Icon } from "../ui/Icon.tsx";
import { ListRow } from "../ui/ListRow.tsx";
import { Menu } from "../ui/Menu.tsx";
import { DayLine, FactLine, MessageBubble, Note } from "../ui/Message.tsx";
import { Face, Seal } from "../ui/People.tsx";
import { SearchBox } from "../ui/SearchBox.tsx";
import { Bones, Empty, Failed } from "../ui/States.tsx";
import { toast } from "../ui/toast.tsx";
import { Picks } from "./Picks.tsx";

export function Parts() {
  const { t } = useTranslation();
  return (
    <>
      <Part name="row">
        <Rows />
      </Part>
      <Part name="message">
        <Messages />
      </Part>
      <Part name="note">
        <Note author={t("kit.staff")} time="10:04" text={t("kit.noted")} />
      </Part>
      <Part name="fact">
        <DayLine>{t("day.today")}</DayLine>
        <FactLine icon="tag">
          <span>{t("kit.tagged")}</span>
          <Chip look="accent">{t("kit.tag")}</Chip>
          <Link why onClick={() => undefined}>
            {t("customers.why")}
          </Link>
        </FactLine>
      </Part>
      <Part name="chips">
        <Chips />
      </Part>
      <Part name="seals">
        <div className="row wrap">
          {(["service", "editor", "assistant", "bot"] as const).map((voice) => (
            <span key={voice} className="row small">
              <Seal voice={voice} size="md" />
              {t(`voice.${voice}.name`)}
            </span>
          ))}
          <Face name={t("kit.name")} id="c1" />
          <Face name="mia_liang" id="c9" size="sm" />
          <Face name="陳家朗" id="c5" size="lg" />
        </div>
      </Part>
      <Part name="buttons">
        <Buttons />
      </Part>
      <Part name="fields">
        <Fields />
      </Part>
      <Part name="picks">
        <Picks />
      </Part>
      <Part name="states">
        <Empty action={<Button small>{t("audience.rules.first")}</Button>}>{t("audience.rules.empty")}</Empty>
        <Failed error={new Refusal(0, "", "offline")} retry={() => undefined} />
        <Bones rows={3} height={12} gap={10} />
      </Part>
      <Part name="toast">
        <div className="toasts">
          <div className="toast" style={{ animation: "none" }}>
            {t("kit.closed")}
            <button type="button">{t("do.undo")}</button>
          </div>
        </div>
        <div style={{ marginTop: 8 }}>
          <Button small onClick={() => toast(t("kit.closed"), { undo: () => undefined })}>
            {t("kit.showToast")}
          </Button>
        </div>
      </Part>
      <Part name="drawer">
        <aside className="drawer">
          <h2>{t("kit.drawer")}</h2>
          <p className="dim">{t("kit.drawerText")}</p>
        </aside>
      </Part>
      <Part name="menu">
        <Menu
          placement="bottom-start"
          opener={
            <button type="button" className="btn">
              {t("kit.openMenu")}
              <Icon name="down" size={14} />
            </button>
          }
          choices={[
            { label: t("theme.light"), icon: "sun", chosen: true, act: () => undefined },
            { label: t("theme.dark"), icon: "moon", chosen: false, act: () => undefined },
            "line",
            { label: t("me.out"), icon: "out", act: () => undefined },
          ]}
        />
      </Part>
      <Part name="chart">
        <Chart />
      </Part>
    </>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <section>
      <h2>{t(`kit.${name}`)}</h2>
      {children}
    </section>
  );
}

function Rows() {
  const { t } = useTranslation();
  const [chosen, choose] = useState(0);
  const common = { name: t("kit.name"), said: t("kit.asked"), state: t("inbox.waitingFor"), reachable: false };
  return (
    <div role="listbox" aria-label={t("kit.row")}>
      <ListRow
        {...common}
        id=""
        customerId="c1"
        channel="line"
        channelName="LINE"
        voice={null}
        at={t("ago.now")}
        unread={0}
        waiting={{ look: "soon", words: t("inbox.waits", { time: t("inbox.minutes", { count: 42 }) }) }}
        chosen={chosen === 0}
        onChoose={() => choose(0)}
      />
      <ListRow
        {...common}
        id=""
        customerId="c4"
        channel="web"
        channelName={t("channel.web")}
        voice={null}
        at={t("ago.minute", { count: 6 })}
        unread={2}
        waiting={{ look: "over", words: t("inbox.waits", { time: t("inbox.hours", { count: 2 }) }) }}
        chosen={chosen === 1}
        onChoose={() => choose(1)}
      />
      <ListRow
        {...common}
        id=""
        customerId="c7"
        channel="line"
        channelName="LINE"
        voice="editor"
        at={t("ago.yesterday")}
        unread={0}
        waiting={null}
        said={t("kit.sample")}
        chosen={chosen === 2}
        onChoose={() => choose(2)}
      />
    </div>
  );
}

function Messages() {
  const { t } = useTranslation();
  const us = { id: "", name: t("kit.staff"), voice: "editor" as const };
  const them = { id: "c1", name: t("kit.name"), voice: null };
  return (
    <div className="log">
      <MessageBubble
        direction="in"
        speaker={them}
        channel="line"
        time="10:02"
        delivery={null}
        content={{ kind: "text", text: t("kit.asked") }}
      />
      <MessageBubble
        direction="out"
        speaker={us}
        channel="line"
        time="10:06"
        delivery={{ state: "sent", reason: null, way: "reply" }}
        content={{ kind: "text", text: t("kit.sample") }}
      />
      <MessageBubble
        direction="out"
        speaker={{ ...us, voice: "service" }}
        channel="web"
        time="20:33"
        delivery={{ state: "read", reason: null, way: "web" }}
        content={{
          kind: "card",
          products: [
            {
              id: "t",
              name: t("kit.product"),
              price: { amount: 1280, currency: "TWD" },
              salePrice: null,
              availability: null,
              imageUrl: null,
              url: "#",
            },
          ],
        }}
      />
      <MessageBubble
        direction="out"
        speaker={us}
        channel="line"
        time="10:07"
        delivery={{ state: "failed", reason: t("kit.refused"), way: "push" }}
        content={{ kind: "text", text: t("kit.sample") }}
        remedy={<Link onClick={() => undefined}>{t("inbox.resend")}</Link>}
      />
      <MessageBubble
        direction="in"
        speaker={them}
        channel="web"
        time="10:08"
        delivery={null}
        content={{ kind: "removed" }}
      />
      <MessageBubble
        direction="in"
        follows
        speaker={them}
        channel="web"
        time="10:08"
        delivery={null}
        content={{
          kind: "location",
          title: t("inbox.kind.location"),
          address: "松壽路 11 號",
          latitude: 25,
          longitude: 121,
        }}
      />
    </div>
  );
}

function Chips() {
  const { t } = useTranslation();
  return (
    <div className="row wrap" style={{ gap: 5 }}>
      <Chip look="good" icon="check">
        {t("audience.state.live")}
      </Chip>
      <Chip look="warn" dot>
        {t("audience.state.draft")}
      </Chip>
      <Chip look="bad" icon="warn">
        {t("settings.error")}
      </Chip>
      <Chip>{t("audience.state.paused")}</Chip>
      <Chip look="info">{t("life.member")}</Chip>
      <Chip look="tag" onRemove={() => undefined} removeLabel={t("do.remove")}>
        {t("kit.tag")}
      </Chip>
      <Chip look="accent">{t("kit.tag")}</Chip>
      <span className="row small">
        <ChannelName channel="web" />
        <ChannelName channel="line" />
      </span>
      <span className="live-dot" />
    </div>
  );
}

function Buttons() {
  const { t } = useTranslation();
  return (
    <div className="row wrap">
      <Button look="go" keys="⌘↵">
        {t("inbox.sendLine")}
      </Button>
      <Button icon="check" keys="E">
        {t("inbox.close")}
      </Button>
      <Button look="quiet" icon="note" keys="N">
        {t("inbox.tools.note")}
      </Button>
      <Button look="bad" icon="trash">
        {t("audience.rules.remove")}
      </Button>
      <Button small>{t("do.retry")}</Button>
      <Button look="quiet" icon="dots" label={t("inbox.more2")} />
      <Button look="go" disabled>
        {t("audience.rules.live")}
      </Button>
    </div>
  );
}

function Fields() {
  const { t } = useTranslation();
  return (
    <div style={{ display: "grid", gap: 12 }}>
      <label className="field">
        <span className="label">{t("kit.field")}</span>
        <input className="input" defaultValue={t("kit.tag")} />
        <span className="hint">{t("kit.hint")}</span>
      </label>
      <label className="field">
        <input className="input" aria-invalid aria-label={t("kit.field")} />
        <span className="wrong">{t("kit.wrong")}</span>
      </label>
      <div className="row">
        <SearchBox label={t("do.search")} value="" onChange={() => undefined} keys="/" />
        <label className="select">
          <select aria-label={t("inbox.filter")}>
            <option>{t("inbox.all")}</option>
          </select>
          <Icon name="down" size={14} />
        </label>
      </div>
    </div>
  );
}

function Chart() {
  const { t } = useTranslation();
  const bars = [4, 7, 9, 6, 5, 12, 8, 7, 10, 9].map((value, index) => ({
    key: String(index),
    label: `11/${index + 12}`,
    value,
    part: Math.floor(value / 4),
    hot: value === 12,
  }));
  return (
    <ChartFrame title={t("kit.people")}>
      <Bars
        label={t("kit.people")}
        bars={bars}
        height={140}
        say={(bar) => t("kit.say", { day: bar.label, count: bar.value })}
      />
    </ChartFrame>
  );
}

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Config } from "../../../sdk/src/protocol";
import type { Chat, State } from "../chat";
import { clock, day } from "../format";
import type { Content, Message } from "../message";
import type { Letter } from "../outbox";
import type { Words } from "../words";
import { Body } from "./Body";
import { Face } from "./Face";
import { Icon } from "./icons";

const AT_THE_END_PX = 60;

interface Props {
  chat: Chat;
  state: State;
  config: Config;
  words: Words;
  locale: string;
}

export function Log(props: Props) {
  const { chat, state, config, words, locale } = props;
  const { persona } = config;
  const { messages } = state.thread;
  const arrived = new Set(messages.map((message) => message.clientId));
  const letters = state.letters.filter((letter) => !arrived.has(letter.clientId));
  const hasWritten = letters.length > 0 || messages.some((message) => message.direction === "in");
  const { box, missed, toEnd } = useReadingPlace(chat, state, messages.length + letters.length);

  return (
    <div class="logbox">
      <div class="log" role="log" aria-label={words.log} tabIndex={0} ref={box} onScroll={() => toEnd(false)}>
        {!hasWritten && (
          <div class="intro">
            <Face persona={persona} />
            <b>{persona.intro || `${persona.name}　${persona.role}`}</b>
            {persona.hours && <span>{persona.hours}</span>}
          </div>
        )}
        <div class="say">
          <Face persona={persona} />
          <div class="b">{persona.greeting || words.greeting(persona.name)}</div>
        </div>
        {!hasWritten && <Replies texts={persona.hooks?.length ? persona.hooks : words.hooks} chat={chat} />}
        {messages.map((message, index) => (
          <Line key={message.seq} {...props} message={message} before={messages[index - 1]} after={messages[index + 1]} />
        ))}
        {!letters.length && <QuickReplies message={messages.at(-1)} chat={chat} />}
        {letters.map((letter) => (
          <Mine key={letter.clientId} content={letter.content} words={words} locale={locale}>
            <Fate letter={letter} isOffline={state.isOffline} chat={chat} words={words} />
          </Mine>
        ))}
        {state.typing && (
          <div class="say">
            <Face persona={persona} />
            <div class="b dots" role="status" aria-label={words.typing(state.typing)}>
              <i />
              <i />
              <i />
            </div>
          </div>
        )}
      </div>
      {missed > 0 && (
        <button class="newer" type="button" onClick={() => toEnd(true)}>
          {words.newer(missed)}
          <Icon name="down" />
        </button>
      )}
    </div>
  );
}

/// Follows the end while she reads there, and leaves her where she is while she reads further up.
function useReadingPlace(chat: Chat, state: State, count: number) {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const read = useRef(0);
  const [, redraw] = useState(0);

  function toEnd(jump: boolean) {
    const log = box.current!;
    if (jump) log.scrollTop = log.scrollHeight;
    isAtEnd.current = log.scrollHeight - log.scrollTop - log.clientHeight < AT_THE_END_PX;
    if (isAtEnd.current && state.isShown) {
      read.current = count;
      chat.see();
    }
    redraw((times) => times + 1);
  }

  useLayoutEffect(() => {
    if (isAtEnd.current || state.letters.length) toEnd(true);
  }, [count, state.typing, state.isShown, state.linkCode, state.letters.length]);

  useEffect(() => {
    const log = box.current!;
    const follow = new ResizeObserver(() => isAtEnd.current && toEnd(true));
    follow.observe(log);
    // Pictures arrive later and push the end down.
    log.addEventListener("load", () => isAtEnd.current && toEnd(true), true);
    document.addEventListener("visibilitychange", () => isAtEnd.current && chat.see());
    return () => follow.disconnect();
  }, []);

  return { box, toEnd, missed: isAtEnd.current ? 0 : count - read.current };
}

interface LineProps extends Props {
  message: Message;
  before: Message | undefined;
  after: Message | undefined;
}

function Line({ message, before, after, state, config, words, locale }: LineProps) {
  const today = day(message.at, locale, words, new Date());
  const isNewDay = !before || day(before.at, locale, words, new Date()) !== today;
  const { author, content } = message;
  return (
    <>
      {isNewDay && <span class="day">{today}</span>}
      {message.direction === "fact" ? (
        <span class="fact">
          {content.kind === "event" && content.what === "linked" && <i class="dot line" />}
          <Body content={content} words={words} locale={locale} />
        </span>
      ) : message.direction === "in" ? (
        <Mine content={content} words={words} locale={locale}>
          {!hasLaterMine(state, message) && (
            <span class="foot">
              {message.seq <= state.readSeq ? words.read : words.sent} <time>{clock(message.at, locale)}</time>
            </span>
          )}
        </Mine>
      ) : (
        <div class={`say ${sameSpeaker(message, after) ? "more" : ""}`}>
          <Face persona={config.persona} author={author} />
          <div class="said">
            {author.name && author.name !== config.persona.name && !sameSpeaker(message, before) && (
              <span class="who">{author.name}</span>
            )}
            <Body content={content} words={words} locale={locale} />
          </div>
        </div>
      )}
    </>
  );
}

/// Only the last of her own lines tells how far it came; the ones before came at least as far.
function hasLaterMine(state: State, message: Message) {
  return state.thread.messages.some((other) => other.direction === "in" && other.seq > message.seq);
}

function sameSpeaker(message: Message, other: Message | undefined) {
  return other?.direction === "out" && other.author.name === message.author.name;
}

interface MineProps {
  content: Content;
  words: Words;
  locale: string;
  children: ComponentChildren;
}

function Mine({ content, words, locale, children }: MineProps) {
  return (
    <div class="me">
      <span class="hide">{words.you}</span>
      <Body content={content} words={words} locale={locale} />
      {children}
    </div>
  );
}

interface FateProps {
  letter: Letter;
  isOffline: boolean;
  chat: Chat;
  words: Words;
}

function Fate({ letter, isOffline, chat, words }: FateProps) {
  if (!letter.refused) {
    return (
      <span class="foot">
        <Icon name="clock" /> {isOffline ? words.waiting : words.sending}
      </span>
    );
  }
  return (
    <span class="foot bad" role="alert">
      {letter.refused}{" "}
      <button type="button" onClick={() => chat.retry(letter.clientId)}>
        {words.again}
      </button>{" "}
      <button type="button" onClick={() => chat.discard(letter.clientId)}>
        {words.discard}
      </button>
    </span>
  );
}

function QuickReplies({ message, chat }: { message: Message | undefined; chat: Chat }) {
  const content = message?.direction === "out" && message.content.kind === "text" ? message.content : undefined;
  return content?.quickReplies?.length ? <Replies texts={content.quickReplies} chat={chat} /> : null;
}

function Replies({ texts, chat }: { texts: string[]; chat: Chat }) {
  return (
    <div class="hooks">
      {texts.map((text) => (
        <button key={text} type="button" onClick={() => chat.write({ kind: "text", text })}>
          {text}
        </button>
      ))}
    </div>
  );
}

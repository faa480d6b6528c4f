import { render } from "preact";
import type { Hello, Theme } from "../../sdk/src/protocol";
import { Chat, type State } from "./chat";
import { Host } from "./host";
import { App } from "./parts/App";
import "./style/style.css";
import { wordsFor } from "./words";

let chat: Chat | undefined;

const host = new Host({
  hello,
  theme: dress,
  visitor: (visitor) => chat?.hearing.visitor(visitor),
  page: (page) => chat?.hearing.page(page),
  shown: (how) => chat?.hearing.shown(how),
  hidden: () => chat?.hearing.hidden(),
});

function hello(said: Hello) {
  const words = wordsFor(said.locale);
  document.documentElement.lang = said.locale;
  document.documentElement.style.setProperty("--c", said.config.launcher.color);
  dress(said.theme);
  const paint = (state: State) =>
    render(
      <App
        chat={chat!}
        state={state}
        config={said.config}
        words={words}
        locale={said.locale}
        onClose={() => host.say("close", null)}
      />,
      document.body,
    );
  chat = new Chat(said, (word, value) => host.say(word, value), (state) => chat && paint(state));
  paint(chat.state);
}

function dress(theme: Theme) {
  document.documentElement.dataset.theme = theme;
}

import type { FromPanel, Hearing, ToPanel } from "../../sdk/src/protocol";

/// The shop's page around the iframe. Only the parent window, from the one origin it named, may hand over the channel.
export class Host {
  private port: MessagePort | null = null;

  constructor(hearing: Hearing<ToPanel>) {
    const origin = new URLSearchParams(location.search).get("o");
    if (!origin || parent === window) return;
    addEventListener("message", (message) => {
      if (message.source !== parent || message.origin !== origin || this.port) return;
      const port = message.ports[0];
      if (!port) return;
      this.port = port;
      port.onmessage = ({ data: [word, value] }) => hearing[word as keyof ToPanel]?.(value as never);
    });
    parent.postMessage("parley", origin);
  }

  say<Word extends keyof FromPanel>(word: Word, value: FromPanel[Word]) {
    this.port?.postMessage([word, value]);
  }
}

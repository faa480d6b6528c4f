import { describe, expect, test } from "vitest";
import { drawer } from "../../sdk/src/drawer";
import { chance, Page, settle, storage } from "../../sdk/test/world";
import type { Message } from "../src/message";
import { outbox, type Answer, type Letter } from "../src/outbox";

const HERE = { url: "https://kite.example/tote", title: "托特包" };

/// Keeps a message once by its clientId, as Parley does.
class Server {
  readonly kept: Message[] = [];

  take({ clientId, content }: Letter): Message {
    const known = this.kept.find((message) => message.clientId === clientId);
    if (known) return known;
    const message: Message = {
      id: `m${this.kept.length}`,
      seq: this.kept.length + 1,
      clientId,
      direction: "in",
      author: { kind: "customer", name: null, voice: null },
      content,
      at: "2026-11-22T02:00:00Z",
    };
    this.kept.push(message);
    return message;
  }

  texts() {
    return this.kept.map(({ content }) => (content.kind === "text" ? content.text : content.kind));
  }
}

function around(post: (letter: Letter) => Promise<Answer>, page: Page, shelf: Storage) {
  const arrived: Message[] = [];
  const surroundings = {
    shelf: drawer(shelf, "o:"),
    post,
    wait: page.wait,
    arrived: (message: Message) => void arrived.push(message),
    changed: () => undefined,
  };
  return { arrived, box: outbox(surroundings.shelf.all(), surroundings) };
}

describe("the outbox of messages", () => {
  test.each(Array.from({ length: 300 }, (_, seed) => seed))("sends each exactly once and in order, seed %i", async (seed) => {
    const luck = chance(seed);
    const server = new Server();
    const shelf = storage();
    const written: string[] = [];
    let isOnline = luck.happens(0.5);

    function open() {
      const page = new Page();
      const post = async (letter: Letter): Promise<Answer> => {
        if (!isOnline) throw new TypeError("Failed to fetch");
        if (luck.happens(0.1)) return { status: 503 };
        const message = server.take(letter);
        if (luck.happens(0.25)) throw new TypeError("Failed to fetch");
        if (page.isGone) return new Promise<Answer>(() => undefined);
        return { status: 201, message };
      };
      return { page, ...around(post, page, shelf) };
    }

    let here = open();
    for (let step = 0; step < 50; step++) {
      switch (luck.below(6)) {
        case 0:
        case 1:
          written.push(`line ${step}`);
          here.box.add(`c-${step}`, { kind: "text", text: `line ${step}` }, HERE, 1_000 + luck.below(3));
          break;
        case 2:
          isOnline = !isOnline;
          if (isOnline) here.box.hurry();
          break;
        case 3:
          here.page.isGone = true;
          here = open();
          break;
        default:
          await here.page.pass(luck.below(5_000));
      }
      if (luck.happens(0.6)) await settle();
    }

    isOnline = true;
    here.box.hurry();
    for (let round = 0; round < 60; round++) await here.page.pass(30_000);
    expect(server.texts()).toEqual(written);
    expect(Object.keys(shelf)).toEqual([]);
    expect(here.box.letters()).toEqual([]);
  });

  test("a second tab that finds the same letter does not double it", async () => {
    const server = new Server();
    const shelf = storage();
    const post = async (letter: Letter) => ({ status: 201, message: server.take(letter) });
    const first = around(() => Promise.reject(new TypeError("Failed to fetch")), new Page(), shelf);
    first.box.add("c", { kind: "text", text: "還有貨嗎" }, HERE, 1);
    await settle();
    const second = around(post, new Page(), shelf);
    const third = around(post, new Page(), shelf);
    second.box.hurry();
    third.box.hurry();
    await settle();
    expect(server.texts()).toEqual(["還有貨嗎"]);
    expect(third.arrived.length).toBe(1);
  });

  test("a refusal stays with its reason and lets the next one pass; trying again sends it under the same id", async () => {
    const server = new Server();
    let isStrict = true;
    const post = async (letter: Letter): Promise<Answer> =>
      isStrict && letter.clientId === "long"
        ? { status: 422, title: "這句話太長了" }
        : { status: 201, message: server.take(letter) };
    const { box } = around(post, new Page(), storage());
    box.add("long", { kind: "text", text: "長" }, HERE, 1);
    box.add("short", { kind: "text", text: "短" }, HERE, 2);
    await settle();
    expect(box.letters().map(({ clientId, refused }) => [clientId, refused])).toEqual([["long", "這句話太長了"]]);
    expect(server.texts()).toEqual(["短"]);
    isStrict = false;
    box.retry("long");
    await settle();
    expect(server.texts()).toEqual(["短", "長"]);
    expect(box.letters()).toEqual([]);
  });

  test("a damaged entry of the storage does not stop the others", async () => {
    const shelf = storage();
    shelf.setItem("o:x", "{half");
    const server = new Server();
    const { box } = around(async (letter) => ({ status: 201, message: server.take(letter) }), new Page(), shelf);
    box.add("c", { kind: "text", text: "好" }, HERE, 1);
    await settle();
    expect(server.texts()).toEqual(["好"]);
  });
});

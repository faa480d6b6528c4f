import { describe, expect, it } from "vitest";
import { type Message, Refusal } from "@parley/api";
import { Drafts } from "./drafts.ts";
import { lines } from "./lines.ts";
import { Outbox, type Unsent } from "./outbox.ts";

class Shelf {
  readonly kept = new Map<string, string>();
  getItem = (name: string) => this.kept.get(name) ?? null;
  setItem = (name: string, value: string) => void this.kept.set(name, value);
  removeItem = (name: string) => void this.kept.delete(name);
}

function written(clientId: string, conversationId = "v"): Omit<Unsent, "state" | "reason"> {
  const content = { kind: "text" as const, text: clientId };
  return {
    clientId,
    conversationId,
    content,
    looks: content,
    voice: "editor",
    note: false,
    at: "2026-11-22T02:00:00Z",
  };
}

function taken(unsent: Unsent): Message {
  return {
    id: `m-${unsent.clientId}`,
    conversationId: unsent.conversationId,
    seq: 1,
    clientId: unsent.clientId,
    direction: "out",
    author: { kind: "member", name: "", voice: "editor" },
    content: unsent.looks,
    at: unsent.at,
    delivery: null,
  };
}

describe("the outbox", () => {
  it("sends in the order written and forgets what was taken", async () => {
    const posted: string[] = [];
    const box = new Outbox(async (unsent) => {
      posted.push(unsent.clientId);
      return taken(unsent);
    }, new Shelf());
    await Promise.all([box.send(written("1")), box.send(written("2")), box.send(written("3"))]);
    expect(posted).toEqual(["1", "2", "3"]);
    expect(box.all()).toEqual([]);
  });

  it("waits without a line and sends the same client id when it is back, also after a reload", async () => {
    const shelf = new Shelf();
    const cut = new Outbox(() => Promise.reject(new Refusal(0, "", "offline")), shelf);
    await cut.send(written("1"));
    expect(cut.all()[0]?.state).toBe("waiting");
    const posted: string[] = [];
    const back = new Outbox(async (unsent) => {
      posted.push(unsent.clientId);
      return taken(unsent);
    }, shelf);
    await back.resume();
    expect(posted).toEqual(["1"]);
    expect(back.all()).toEqual([]);
  });

  it("keeps a refused one in place with the reason, and does not hold up the next", async () => {
    const box = new Outbox(async (unsent) => {
      if (unsent.clientId === "1") throw new Refusal(409, "對方已封鎖", "blocked");
      return taken(unsent);
    }, new Shelf());
    await box.send(written("1"));
    await box.send(written("2"));
    expect(box.all().map((one) => [one.clientId, one.state, one.reason])).toEqual([["1", "failed", "對方已封鎖"]]);
  });
});

describe("drafts", () => {
  it("survive a reload", () => {
    const shelf = new Shelf();
    new Drafts(shelf).write("v", { text: "好呀，幫妳留" });
    expect(new Drafts(shelf).read("v").text).toBe("好呀，幫妳留");
  });

  it("leave nothing behind when emptied", () => {
    const shelf = new Shelf();
    const drafts = new Drafts(shelf);
    drafts.write("v", { text: "好" });
    drafts.write("v", { text: "" });
    expect(shelf.kept.size).toBe(0);
  });

  it("live on in the page when the storage is full", () => {
    const drafts = new Drafts({
      ...new Shelf(),
      getItem: () => null,
      setItem: () => {
        throw new Error("full");
      },
    });
    drafts.write("v", { text: "好" });
    expect(drafts.read("v").text).toBe("好");
  });
});

describe("the lines of a thread", () => {
  const dayOf = (at: string) => at.slice(0, 10);

  it("do not draw twice what the server already told", () => {
    const unsent: Unsent = { ...written("1"), state: "sending", reason: null };
    expect(lines([taken(unsent)], [unsent], dayOf).map((line) => line.kind)).toEqual(["day", "message"]);
  });

  it("gather what one speaker said within three minutes, and begin a day with its name", () => {
    const say = (seq: number, at: string): Message => ({
      ...taken({ ...written(String(seq)), state: "sending", reason: null }),
      id: String(seq),
      seq,
      at,
    });
    const drawn = lines(
      [say(1, "2026-11-21T23:59:00Z"), say(2, "2026-11-22T00:00:00Z"), say(3, "2026-11-22T00:01:00Z")],
      [],
      dayOf,
    );
    expect(drawn.map((line) => (line.kind === "message" ? [line.follows, line.last] : line.kind))).toEqual([
      "day",
      [false, true],
      "day",
      [false, false],
      [true, true],
    ]);
  });
});

import { describe, expect, test } from "vitest";
import { drawer } from "../src/drawer";
import { eventQueue } from "../src/queue";
import { chance, Page, settle, storage } from "./world";

const REFUSED = 400;

/// Counts an event once by its id, as Parley does, but notes how often it was told.
class Server {
  readonly counted = new Map<string, number>();

  take(events: string[]) {
    events.forEach((id) => this.counted.set(id, (this.counted.get(id) ?? 0) + 1));
  }
}

describe("the queue of events", () => {
  test.each(Array.from({ length: 200 }, (_, seed) => seed))("loses nothing whatever goes wrong, seed %i", async (seed) => {
    const luck = chance(seed);
    const server = new Server();
    const shelf = storage();
    const written: string[] = [];
    let isOnline = true;

    function openPage() {
      const page = new Page();
      const carry = async (events: string[]) => {
        if (!isOnline) throw new TypeError("Failed to fetch");
        if (luck.happens(0.1)) return 503;
        server.take(events);
        // The server has it, but the page never hears so.
        if (luck.happens(0.2)) throw new TypeError("Failed to fetch");
        if (page.isGone) return new Promise<number>(() => undefined);
        return 200;
      };
      return { page, queue: eventQueue(drawer(shelf, "e:"), carry, page.wait) };
    }

    let tabs = [openPage()];
    for (let step = 0; step < 60; step++) {
      const at = luck.below(tabs.length);
      const { page, queue } = tabs[at]!;
      switch (luck.below(7)) {
        case 0:
        case 1: {
          const id = `event-${step}`;
          written.push(id);
          queue.add(id, id);
          break;
        }
        case 2:
          isOnline = !isOnline;
          if (isOnline) void queue.flush();
          break;
        case 3:
          queue.part((events) => {
            if (!isOnline || luck.happens(0.3)) return false;
            server.take(events);
            return true;
          });
          page.isGone = true;
          tabs[at] = openPage();
          break;
        case 4:
          if (tabs.length < 3) tabs.push(openPage());
          break;
        default:
          await page.pass(luck.below(2_000));
      }
      if (luck.happens(0.7)) await settle();
    }

    isOnline = true;
    tabs = [...tabs, openPage()];
    for (let round = 0; round < 40; round++) {
      for (const { page, queue } of tabs) {
        void queue.flush();
        await page.pass(120_000);
      }
    }
    expect([...server.counted.keys()].sort()).toEqual([...written].sort());
    expect(Object.keys(shelf)).toEqual([]);
  });

  test("sends what was seen in one moment together", async () => {
    const page = new Page();
    const batches: string[][] = [];
    const queue = eventQueue(drawer(storage(), "e:"), async (events) => (batches.push(events), 200), page.wait);
    queue.add("a", "a");
    queue.add("b", "b");
    await page.pass(299);
    expect(batches).toEqual([]);
    await page.pass(1);
    expect(batches).toEqual([["a", "b"]]);
  });

  test("keeps no batch above what a browser lets outlive its page", async () => {
    const page = new Page();
    const sizes: number[] = [];
    const queue = eventQueue(drawer(null, "e:"), async (events) => (sizes.push(events.join().length * 3), 200), page.wait);
    for (let n = 0; n < 30; n++) queue.add(`${n}`, "字".repeat(4_000));
    for (let round = 0; round < 20; round++) await page.pass(1_000);
    expect(sizes.length).toBeGreaterThan(5);
    expect(Math.max(...sizes)).toBeLessThan(64 * 1024);
  });

  test("hands nothing twice to a beacon, though a page is hidden before it ends", () => {
    const page = new Page();
    const handed: string[] = [];
    const queue = eventQueue(drawer(storage(), "e:"), async () => 200, page.wait);
    const beacon = (events: string[]) => handed.push(...events) > 0;
    queue.add("a", "a");
    queue.part(beacon);
    queue.add("b", "b");
    queue.part(() => false);
    queue.part(beacon);
    expect(handed).toEqual(["a", "b"]);
  });

  test("lets a refused event go, for it would be refused for ever", async () => {
    const page = new Page();
    const shelf = storage();
    const queue = eventQueue(drawer(shelf, "e:"), async () => REFUSED, page.wait);
    queue.add("bad", "bad");
    await page.pass(300);
    expect(Object.keys(shelf)).toEqual([]);
  });

  test("lives with the page where storage is full", async () => {
    const page = new Page();
    const told: string[] = [];
    const queue = eventQueue(drawer(storage(0), "e:"), async (events) => (told.push(...events), 200), page.wait);
    queue.add("a", "a");
    await page.pass(300);
    expect(told).toEqual(["a"]);
  });
});

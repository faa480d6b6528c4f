import { useEffect, useState } from "preact/hooks";
import type { Delivery, Line } from "../cart/cart";
import { ownLink } from "../cart/restore";
import { money } from "../catalogue/money";
import { ownMember } from "../member/member";

/** What the till says of a code. */
interface Answer {
  readonly accepted: boolean;
  readonly discount: number;
  readonly ofShipping: boolean;
  /** The coupon's name, or why it was refused. */
  readonly says: string | null;
}

interface Asked {
  readonly code: string;
  readonly lines: readonly Line[];
  readonly delivery: Delivery;
  /** With the order's number the code is taken for it. */
  readonly number?: string;
}

export async function askTill({ code, lines, delivery, number }: Asked): Promise<Answer> {
  const refused = (says: string) => ({ accepted: false, discount: 0, ofShipping: false, says });
  try {
    const answer = await fetch("/shop-till", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        code,
        delivery,
        number,
        member: ownMember.get()?.number,
        lines: lines.map(({ product, quantity }) => ({ productId: product.id, quantity })),
      }),
    });
    return answer.ok ? ((await answer.json()) as Answer) : refused("這組代碼現在查不到，稍後再試");
  } catch {
    return refused("網路斷了，稍後再試");
  }
}

export type Coupon = ReturnType<typeof useCoupon>;

/** The code she tries. One that came with a checkout link is tried by itself; each change of the cart asks anew. */
export function useCoupon(lines: readonly Line[], delivery: Delivery) {
  const [code, setCode] = useState(ownLink.get()?.coupon ?? "");
  const [asked, setAsked] = useState(code);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const cart = lines.map(({ product, quantity }) => product.id + quantity).join();
  useEffect(() => {
    let still = true;
    setAnswer(null);
    if (asked) void askTill({ code: asked, lines, delivery }).then((told) => still && setAnswer(told));
    return () => {
      still = false;
    };
  }, [asked, cart, delivery]);
  return {
    code,
    answer,
    taken: answer?.accepted ? { code: asked, discount: answer.discount } : undefined,
    type: (typed: string) => {
      setCode(typed);
      if (!typed.trim()) setAsked("");
    },
    ask: () => setAsked(code.trim()),
  };
}

export function CouponField({ coupon }: { coupon: Coupon }) {
  const { answer, taken } = coupon;
  return (
    <div class="coupon">
      <div class="row">
        <input
          aria-label="折價券代碼"
          placeholder="折價券代碼"
          value={coupon.code}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          maxLength={40}
          onInput={(event) => coupon.type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            coupon.ask();
          }}
        />
        <button type="button" onClick={coupon.ask} disabled={!coupon.code.trim()}>
          使用
        </button>
      </div>
      <p role="status" class={answer && !answer.accepted ? "problem" : "row quiet"}>
        {taken && answer ? (
          <>
            <span>{answer.says}</span>
            <span class="num">−{money(taken.discount)}</span>
          </>
        ) : (
          answer?.says
        )}
      </p>
    </div>
  );
}

import { useState } from "preact/hooks";
import { ownOrders } from "../checkout/order";
import { money } from "../catalogue/money";
import { Field } from "../shell/Field";
import { go } from "../shell/navigation";
import { paths } from "../shell/route";
import { useKept } from "../shell/store";
import { ownMember, signIn, signOut, type Member } from "./member";

export function MemberPage({ back }: { back: string }) {
  const member = useKept(ownMember);
  return member ? <Account member={member} /> : <SignIn back={back} />;
}

function SignIn({ back }: { back: string }) {
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [asked, setAsked] = useState(false);
  const known = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim());
  const enter = (event: SubmitEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!name.trim() || !known) return;
    signIn(name, email);
    if (back !== paths.home) go(back);
  };
  return (
    <form class="alone narrow" onSubmit={enter} noValidate>
      <h1 class="serif">登入會員</h1>
      <p>留下名字和電子郵件就好。示範商店不問密碼，同一個電子郵件就是同一位會員。</p>
      <Field
        label="名字"
        value={name}
        onValue={setName}
        problem={asked && !name.trim() ? "怎麼稱呼您？" : undefined}
        input={{ name: "name", autocomplete: "name" }}
      />
      <Field
        label="電子郵件"
        value={email}
        onValue={setEmail}
        problem={asked && !known ? "電子郵件少了 @ 或網域" : undefined}
        input={{ name: "email", type: "email", autocomplete: "email" }}
      />
      <button class="press wide" type="submit">
        登入
      </button>
    </form>
  );
}

function Account({ member }: { member: Member }) {
  const orders = useKept(ownOrders);
  return (
    <div class="alone receipt">
      <p class="eyebrow num">會員 {member.number}</p>
      <h1 class="serif">{member.name}，回來了</h1>
      <p class="quiet">{member.email}</p>
      <h2 class="serif">在這個瀏覽器下的訂單</h2>
      {orders.length === 0 && <p class="quiet">還沒有訂單，下了就會列在這裡。</p>}
      <ul class="brief">
        {orders.map((order) => (
          <li key={order.number} class="row">
            <a class="num" href={paths.complete(order.number)}>
              {order.number}
            </a>
            <span class="num">{money(order.total)}</span>
          </li>
        ))}
      </ul>
      <button class="quiet-press" type="button" onClick={signOut}>
        登出
      </button>
    </div>
  );
}

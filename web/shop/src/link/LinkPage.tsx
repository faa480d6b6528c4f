import { useState } from "preact/hooks";
import { ownMember } from "../member/member";
import { Icon, Kite } from "../shell/Icon";
import { paths } from "../shell/route";
import { useKept } from "../shell/store";
import { linkLine } from "../tracking/parley";

type Step = "asking" | "linking" | "failed";

/** Where the button in a LINE chat leads: she says yes here, and LINE finishes the linking. */
export function LinkPage({ linkToken }: { linkToken: string }) {
  const member = useKept(ownMember);
  const [step, setStep] = useState<Step>("asking");
  if (!linkToken) return <Expired />;
  const link = async () => {
    setStep("linking");
    try {
      await linkLine(linkToken);
    } catch {
      setStep("failed");
    }
  };
  const here = `/shop/link?linkToken=${encodeURIComponent(linkToken)}`;
  return (
    <div class="alone narrow">
      <Kite class="kite lost" />
      <h1 class="serif">
        <span class="phrase">把 LINE 和</span>
        <span class="phrase">風箏選物連起來</span>
      </h1>
      <p>{member ? `${member.name}，以後` : "以後"}在網站和 LINE 說的是同一段話，不必從頭講起。</p>
      <ul class="promises">
        <li>
          <Icon name="check" />
          這個瀏覽器的聊天和購物車，LINE 上接著說
        </li>
        <li>
          <Icon name="check" />
          {member ? "您的訂單，出貨時在 LINE 告訴您" : "登入會員後，訂單也會在一起"}
        </li>
        <li>
          <Icon name="check" />
          不想連了，跟小編說一聲就取消
        </li>
      </ul>
      <button class="press wide" type="button" onClick={link} disabled={step === "linking"}>
        {step === "linking" ? "連結中…" : "連結 LINE"}
      </button>
      <p role="alert" class="problem">
        {step === "failed" && "沒有連上。連結只有十分鐘有效：回到 LINE，再按一次訊息裡的按鈕。"}
      </p>
      <p class="row center">
        {!member && <a href={paths.member(here)}>先登入會員</a>}
        <a class="quiet" href={paths.home}>
          先不要
        </a>
      </p>
    </div>
  );
}

function Expired() {
  return (
    <div class="alone narrow">
      <Kite class="kite lost" />
      <h1 class="serif">這個連結少了一段</h1>
      <p>回到 LINE，按訊息裡的「連結」按鈕，就會再開一次這一頁。</p>
      <a class="press" href={paths.home}>
        逛逛風箏選物
      </a>
    </div>
  );
}

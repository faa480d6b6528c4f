import "@parley/look/tokens.css";
import "@parley/look/ground.css";
import { render } from "preact";
import { LinePhone } from "./line/LinePhone";
import { Boxes } from "./mail/Boxes";
import { MailPhone } from "./mail/MailPhone";
import { useBoxes } from "./mail/useBoxes";
import { People } from "./people/People";
import { usePeople } from "./people/usePeople";
import { Switches } from "./shell/Switches";
import { currentLanguage, say, speak, useLanguage } from "./shell/words";
import "./style/desk.css";
import "./style/phone.css";
import "./style/chat.css";
import "./style/cards.css";
import "./style/mail.css";

function Phones() {
  useLanguage();
  const { everybody, chosen, missing, choose, add, refresh } = usePeople();
  const mail = useBoxes();
  const toLine = (userId: string) => {
    mail.open("");
    choose(userId);
  };
  return (
    <div class="desk">
      <a class="skip" href="#phone">
        {say("skip")}
      </a>
      <header class="desk-head">
        <h1>{say("title")}</h1>
        <p class="meta">{say("about")}</p>
        <Switches />
      </header>
      {missing && (
        <p class="no-server" role="status">
          {say("noServer")}
        </p>
      )}
      <div class="owners">
        {everybody && (
          <People everybody={everybody} chosen={mail.chosen ? undefined : chosen} choose={toLine} add={add} />
        )}
        <Boxes all={mail.all} chosen={mail.chosen} open={mail.open} add={mail.add} />
      </div>
      <main id="phone" tabIndex={-1}>
        {mail.chosen && <MailPhone key={mail.chosen.address} box={mail.chosen} changed={mail.look} />}
        {!mail.chosen && chosen && <LinePhone key={chosen.userId} person={chosen} changed={refresh} />}
      </main>
    </div>
  );
}

const root = document.getElementById("phones");
if (!root) throw new Error("the page has no place for the phones");
speak(currentLanguage());
render(<Phones />, root);

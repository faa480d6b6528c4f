import "@parley/look/tokens.css";
import "@parley/look/ground.css";
import { render } from "preact";
import { LinePhone } from "./line/LinePhone";
import { People } from "./people/People";
import { usePeople } from "./people/usePeople";
import { Switches } from "./shell/Switches";
import { currentLanguage, say, speak, useLanguage } from "./shell/words";
import "./style/desk.css";
import "./style/phone.css";
import "./style/chat.css";
import "./style/cards.css";

function Phones() {
  useLanguage();
  const { everybody, chosen, missing, choose, add, refresh } = usePeople();
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
      {everybody && <People everybody={everybody} chosen={chosen} choose={choose} add={add} />}
      <main id="phone" tabIndex={-1}>
        {chosen && <LinePhone key={chosen.userId} person={chosen} changed={refresh} />}
      </main>
    </div>
  );
}

const root = document.getElementById("phones");
if (!root) throw new Error("the page has no place for the phones");
speak(currentLanguage());
render(<Phones />, root);

import { chapters } from "./questions";

export function FaqPage() {
  return (
    <div class="faq">
      <header class="page-head">
        <h1 class="serif">常見問題</h1>
        <p>找不到的，右下角問小編。</p>
      </header>
      {chapters.map(({ title, questions }) => (
        <section key={title}>
          <h2 class="serif">{title}</h2>
          {questions.map(({ asked, answered }) => (
            <details key={asked}>
              <summary>{asked}</summary>
              <p>{answered}</p>
            </details>
          ))}
        </section>
      ))}
    </div>
  );
}

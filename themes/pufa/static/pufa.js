// Conveniences over pages that work without them: larger letters, printing, copying the address, grading a quiz.
// What a button needs JavaScript for is hidden in the HTML and shown here.
(() => {
  "use strict";

  const root = document.documentElement;
  const remembered = "pufa-text";

  function remember(value) {
    try {
      localStorage.setItem(remembered, value);
    } catch {
      // Storage may be forbidden; the choice then lasts for this page.
    }
  }

  function recall() {
    try {
      return localStorage.getItem(remembered);
    } catch {
      return null;
    }
  }

  const tools = {
    large(button) {
      const show = (large) => {
        root.toggleAttribute("data-text", large);
        if (large) root.dataset.text = "large";
        button.setAttribute("aria-pressed", String(large));
      };
      show(recall() === "large");
      return () => {
        const large = root.dataset.text !== "large";
        show(large);
        remember(large ? "large" : "normal");
      };
    },

    print() {
      return () => window.print();
    },

    copy(button) {
      if (!navigator.clipboard) return null;
      const label = button.querySelector("[data-label]");
      const words = label.textContent;
      label.setAttribute("aria-live", "polite");
      return async () => {
        try {
          await navigator.clipboard.writeText(location.href);
          label.textContent = "已复制";
        } catch {
          label.textContent = "复制失败";
        }
        setTimeout(() => { label.textContent = words; }, 2500);
      };
    },
  };

  for (const button of document.querySelectorAll("[data-tool]")) {
    const action = tools[button.dataset.tool]?.(button);
    if (!action) continue;
    button.addEventListener("click", action);
    button.hidden = false;
  }

  // What opens over the page under the pointer or the focus is put away by Escape (WCAG 2.2, 1.4.13).
  for (const menu of document.querySelectorAll(".menu")) {
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") menu.dataset.closed = "";
    });
    for (const entry of menu.querySelectorAll(".has-children")) {
      for (const sign of ["pointerenter", "focusin"]) {
        entry.addEventListener(sign, () => { delete menu.dataset.closed; });
      }
    }
  }

  function choices(question) {
    return [...question.querySelectorAll("input:checked")].map((input) => input.value).join("");
  }

  function mark(question) {
    const right = question.dataset.answer;
    const given = choices(question);
    const correct = given === right;
    const line = question.querySelector(".quiz-mark");
    line.textContent = correct ? "✓ 答对了" : given ? "✗ 答错了" : "未作答";
    line.hidden = false;
    question.classList.toggle("is-wrong", !correct);
    for (const input of question.querySelectorAll("input")) {
      input.closest(".quiz-option").classList.toggle("is-answer", right.includes(input.value));
    }
    question.querySelector(".quiz-answer").open = true;
    return correct;
  }

  function clear(question) {
    question.classList.remove("is-wrong");
    question.querySelector(".quiz-mark").hidden = true;
    question.querySelector(".quiz-answer").open = false;
    for (const option of question.querySelectorAll(".is-answer")) option.classList.remove("is-answer");
  }

  for (const quiz of document.querySelectorAll("[data-quiz]")) {
    const questions = [...quiz.querySelectorAll(".quiz-question")];
    const result = quiz.querySelector(".quiz-result");
    for (const button of quiz.querySelectorAll("button")) button.hidden = false;
    quiz.addEventListener("submit", (event) => {
      event.preventDefault();
      const correct = questions.map(mark).filter(Boolean).length;
      result.textContent = `共 ${questions.length} 题，答对 ${correct} 题。`;
    });
    quiz.addEventListener("reset", () => {
      questions.forEach(clear);
      result.textContent = "";
    });
  }
})();

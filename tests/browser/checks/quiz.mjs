// A quiz: graded with JavaScript, and of use without.

import { withPage } from "../browser.mjs";

function quizPage({ pages, url }) {
  const page = pages.find(({ text }) => text.includes("data-quiz"));
  if (!page) throw new Error("no page of the sample has a quiz");
  return url + page.address;
}

// Chooses the right options of the first `count` questions and hands the quiz in.
async function answerRight(quiz, count) {
  for (const question of (await quiz.locator(".quiz-question").all()).slice(0, count)) {
    const letters = await question.getAttribute("data-answer");
    for (const letter of letters) await question.locator(`input[value="${letter}"]`).check();
  }
  await quiz.locator("button[type=submit]").click();
}

async function expectResult(quiz, total, right) {
  const said = await quiz.locator(".quiz-result").textContent();
  const expected = `共 ${total} 题，答对 ${right} 题。`;
  return said === expected ? [] : [`said “${said}” for “${expected}”`];
}

export function quiz(around) {
  return withPage(around.browser, {}, async (page) => {
    await page.goto(quizPage(around));
    const quiz = page.locator("[data-quiz]").first();
    const total = await quiz.locator(".quiz-question").count();
    await answerRight(quiz, total - 1);
    const faults = await expectResult(quiz, total, total - 1);
    if (await quiz.locator("details[open]").count() !== total) faults.push("not every answer is shown after grading");
    await quiz.locator("button[type=reset]").click();
    if (await quiz.locator("details[open], input:checked").count()) faults.push("not everything is put back");
    await answerRight(quiz, total);
    return [...faults, ...await expectResult(quiz, total, total)];
  });
}

export function quizWithoutJavaScript(around) {
  return withPage(around.browser, { javaScriptEnabled: false }, async (page) => {
    await page.goto(quizPage(around));
    const faults = [];
    const quiz = page.locator("[data-quiz]").first();
    if (await quiz.locator("button:visible").count()) faults.push("buttons that do nothing are shown");
    for (const answer of await quiz.locator("details").all()) {
      const words = answer.locator("p").first();
      if (await words.isVisible()) faults.push("an answer is shown before it is asked for");
      await answer.locator("summary").click();
      if (!await words.isVisible()) faults.push("an answer stays hidden");
    }
    return faults;
  });
}

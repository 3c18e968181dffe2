// The preview of an article: its phone by day and in the dark, and what its buttons put on the clipboard. Where it is
// served it follows its file; then everything here is worked out again from the page.
(() => {
  "use strict";

  const at = (id) => document.getElementById(id);
  const values = () => JSON.parse(at("values").textContent);

  // ── By day and in the dark ──

  let isDrawn = false;

  // What of a style is a colour, over the paper it stands on: as the platform converts it.
  function converted(element, paper, colour, { papers, texts }) {
    const written = element.getAttribute("style") ?? "";
    const ground = written.match(/(?:^|;)background(?:-color)?:(#[0-9a-f]{3,6})/i)?.[1];
    const under = ground ? papers[ground.toLowerCase()] ?? paper : paper;
    const own = written.match(/(?:^|;)color:(#[0-9a-f]{3,6})/i)?.[1] ?? colour;
    const turned = written.replace(/(^|;)(background|background-color|color|border[a-z-]*):([^;]*)/gi, (_, start, name, value) => {
      const table = name.startsWith("background") ? papers : texts[under] ?? {};
      return `${start}${name}:${value.replace(/#[0-9a-f]{3,6}\b/gi, (one) => table[one.toLowerCase()] ?? one)}`;
    });
    // On other paper, text that says no colour is another too.
    const needed = under !== paper && !/(?:^|;)color:/i.test(written) ? `;color:${texts[under]?.[own.toLowerCase()] ?? own}` : "";
    if (turned || needed) element.setAttribute("style", turned + needed);
    for (const child of element.children) converted(child, under, own, { papers, texts });
  }

  function drawDark() {
    const { dark } = values();
    at("dark").innerHTML = at("article").innerHTML;
    for (const child of at("dark").children) converted(child, dark.page, dark.ink, dark);
    isDrawn = true;
  }

  function remembered(key) {
    try {
      return sessionStorage.getItem(key);
    } catch {
      return null;
    }
  }

  function remember(key, value) {
    try {
      sessionStorage.setItem(key, value);
    } catch {
      // Without storage the page begins as it is.
    }
  }

  function show(mode) {
    const isDark = mode === "dark";
    if (isDark && !isDrawn) drawDark();
    document.documentElement.dataset.mode = mode;
    for (const button of document.querySelectorAll("[data-mode][aria-pressed]")) {
      button.setAttribute("aria-pressed", String(button.dataset.mode === mode));
    }
    remember("pufa-wechat-mode", mode);
  }

  // ── The clipboard ──

  // The article character by character as it is sent, its pictures in the places kept for them.
  function html() {
    const pictures = [...at("article").querySelectorAll("img")].map((picture) => picture.getAttribute("src"));
    let next = 0;
    return values().html.replace(/(<img src=")\{\{image-\d+\}\}"/g, (_, start) => `${start}${pictures[next++]}"`);
  }

  const shown = () => (document.documentElement.dataset.mode === "dark" ? at("dark") : at("article"));

  function forms(what) {
    if (what === "content") return { "text/html": html(), "text/plain": shown().innerText.trim() };
    return { "text/plain": values()[what] };
  }

  // The browser's own copying, told what to take: it takes it as it is, and works on any address.
  function byCommand(given, from) {
    let isTaken = false;
    const put = (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      for (const [type, text] of Object.entries(given)) event.clipboardData.setData(type, text);
      isTaken = true;
    };
    const selection = getSelection();
    const before = selection.rangeCount ? selection.getRangeAt(0) : null;
    const range = document.createRange();
    range.selectNodeContents(from);
    document.addEventListener("copy", put, true);
    try {
      selection.removeAllRanges();
      selection.addRange(range);
      return document.execCommand("copy") && isTaken;
    } finally {
      document.removeEventListener("copy", put, true);
      selection.removeAllRanges();
      if (before) selection.addRange(before);
    }
  }

  // Browsers that no longer know the command have this, on this machine's address or over HTTPS.
  function byInterface(given) {
    const blobs = Object.entries(given).map(([type, text]) => [type, new Blob([text], { type })]);
    return navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
  }

  async function copy(what) {
    const given = forms(what);
    if (!byCommand(given, shown())) await byInterface(given);
  }

  const NAMES = { content: "正文", title: "标题", author: "作者", digest: "摘要", url: "阅读原文的网址" };

  let timer = 0;

  function tell(words, isBad) {
    clearTimeout(timer);
    at("told").textContent = words;
    at("told").className = isBad ? "bad" : "";
    timer = setTimeout(() => { at("told").textContent = ""; }, isBad ? 12_000 : 5_000);
  }

  async function press(button) {
    const what = button.dataset.copy;
    try {
      await copy(what);
      button.classList.add("done");
      tell(what === "content" ? "✓ 正文已复制。到公众号后台的编辑器里粘贴（Ctrl+V）" : `✓ ${NAMES[what]}已复制`);
    } catch {
      tell(what === "content" ? "浏览器不让复制：请点一下手机里的文章，全选，按 Ctrl+C" : "浏览器不让复制：请选中文字，按 Ctrl+C", true);
    }
  }

  // ── The page ──

  const place = `pufa-wechat ${location.pathname}`;

  function begin() {
    show(remembered("pufa-wechat-mode") === "dark" ? "dark" : "light");
    at("screen").scrollTop = Number(remembered(place) ?? 0);
    document.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button?.dataset.copy) press(button);
      else if (button?.dataset.mode) show(button.dataset.mode);
    });
    // The file was saved: the page is another, and what was made of it is old.
    document.addEventListener("pufa:follow", () => {
      isDrawn = false;
      for (const button of document.querySelectorAll(".done")) button.classList.remove("done");
      show(document.documentElement.dataset.mode);
    });
    addEventListener("pagehide", () => remember(place, at("screen").scrollTop));
  }

  // Later than what follows the file, which has to know the page as it was sent.
  document.addEventListener("DOMContentLoaded", begin);
})();

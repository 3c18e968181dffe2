// The editor's desk: asks for values, draws them as text, and follows the files. Nothing here is ever made of HTML.
(() => {
  "use strict";

  const STEP = 200;
  const STATES = { published: "已发布", draft: "草稿", scheduled: "定时于", expired: "已到期", unjudged: "不会发布" };
  const CHOICES = { all: "全部", published: "已发布", draft: "草稿", scheduled: "定时", expired: "已到期", wrong: "有问题" };

  const at = (id) => document.getElementById(id);
  const collator = new Intl.Collator("zh-CN", { numeric: true });

  // What was asked for last, and how it is looked at.
  let all = [];
  let root = "";
  let hasWechat = false;
  let orders = new Map();
  let found = [];
  let limit = STEP;
  const view = { state: "all", kind: "", venue: "", words: "", sort: "date", down: true };

  // An element; what it says is text, whatever it looks like.
  function element(name, { text, className, ...attributes } = {}, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children.filter((child) => child !== null));
    return made;
  }

  // A link to a page, or its words alone where there is none.
  function linked(text, href) {
    return href ? element("a", { text, href }) : element("span", { text });
  }

  // The address by which an editor opens a file at a place.
  function editorHref(path, line = 1, column = 1) {
    // Only on the machine of the site is it known where the file lies.
    if (!path) return null;
    const whole = path.replace(/^\//, "").split("/").map(encodeURIComponent).join("/").replaceAll("%3A", ":");
    return `vscode://file/${whole}:${line}:${column}`;
  }

  // For those whose editor has no address of its own.
  function copyButton(text) {
    const button = element("button", { text: "复制位置", className: "copy", type: "button" });
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text);
      button.textContent = "已复制";
    });
    return button;
  }

  // ── The documents ──

  function taken(told) {
    const names = new Map(told.venues ?? []);
    return told.documents.map(([title, file, href, kind, venues, state, when, date, errors, warnings], index) => {
      const of = { index, title, file, href, state, when, errors, warnings, kind: told.kinds[kind] ?? "",
        venueIds: venues, date: date ?? "", venue: venues.map((id) => names.get(id) ?? id).join("、") };
      of.haystack = `${title} ${file} ${of.kind} ${of.venue}`.normalize("NFKC").toLowerCase();
      return of;
    });
  }

  const KEYS = {
    title: (one, other) => collator.compare(one.title, other.title),
    state: (one, other) => rank(one) - rank(other) || compare(one.when ?? "", other.when ?? ""),
    kind: (one, other) => collator.compare(one.kind, other.kind),
    venue: (one, other) => collator.compare(one.venue, other.venue),
    date: (one, other) => compare(one.date, other.date),
    wrong: (one, other) => one.errors - other.errors || one.warnings - other.warnings,
  };

  const rank = (one) => Object.keys(STATES).indexOf(one.state);
  const compare = (one, other) => (one < other ? -1 : Number(one > other));

  // All documents in an order, worked out once.
  function ordered(by) {
    if (!orders.has(by)) orders.set(by, [...all].sort((one, other) => KEYS[by](one, other) || one.index - other.index));
    const order = orders.get(by);
    return view.down ? [...order].reverse() : order;
  }

  function isIn(state, one) {
    return state === "all" || (state === "wrong" ? one.errors + one.warnings > 0 : one.state === state);
  }

  function isAsked(one, words) {
    return (!view.kind || one.kind === view.kind) && (!view.venue || one.venueIds.includes(view.venue))
      && words.every((word) => one.haystack.includes(word));
  }

  function row(one) {
    const small = element("small", { className: "file" }, fileOf(one), wechatOf(one));
    const about = element("small", { className: "narrow", text: [one.kind, one.venue, one.date].filter(Boolean).join(" · ") });
    const title = linked(one.title, one.href);
    title.dataset.row = one.file;
    if (!one.href) title.tabIndex = -1;
    const mark = element("span", { className: `mark ${one.state}`, text: STATES[one.state] });
    if (one.when) mark.append(element("small", { text: one.when }));
    return element("tr", {}, element("td", { className: "title" }, title, small, about), element("td", {}, mark),
      element("td", { className: "wide", text: one.kind }), element("td", { className: "wide", text: one.venue }),
      element("td", { className: "date", text: one.date }), element("td", {}, wrongOf(one)));
  }

  function fileOf(one) {
    const link = linked(one.file, root ? editorHref(`${root}/${one.file}`) : null);
    link.title = one.file;
    link.tabIndex = -1;
    return link;
  }

  // The document as 公众号 shows it, ready to be copied there.
  function wechatOf(one) {
    if (!hasWechat || !one.href) return null;
    const path = one.file.replace(/^content\//, "").split("/").map(encodeURIComponent).join("/");
    return element("a", { text: "公众号预览", className: "wechat", href: `wechat/${path}`, "aria-label": `《${one.title}》的公众号预览` });
  }

  function wrongOf(one) {
    if (!one.errors && !one.warnings) return null;
    const [text, className] = one.errors ? [`${one.errors} 错误`, "bad"] : [`${one.warnings} 警告`, "doubtful"];
    const button = element("button", { text, className, type: "button", "aria-label": `看《${one.title}》的问题：${text}` });
    button.addEventListener("click", () => askWrong(one.file));
    return button;
  }

  function draw() {
    const words = view.words.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    const asked = ordered(view.sort).filter((one) => isAsked(one, words));
    const seen = asked.filter((one) => isIn(view.state, one));
    const focused = document.activeElement?.dataset?.row;
    at("rows").replaceChildren(...seen.slice(0, limit).map(row));
    at("more").hidden = seen.length <= limit;
    at("shown").textContent = seen.length === 0 ? "没有这样的文章" : `${seen.length} 篇`
      + (seen.length > limit ? `，显示前 ${limit} 篇` : "");
    if (focused) titles().find((title) => title.dataset.row === focused)?.focus({ preventScroll: true });
    drawStates(asked);
    for (const head of document.querySelectorAll("th")) {
      if (head.dataset.sort !== view.sort) head.removeAttribute("aria-sort");
      else head.setAttribute("aria-sort", view.down ? "descending" : "ascending");
    }
    keep();
  }

  function drawStates(asked) {
    for (const button of at("states").children) {
      const { state } = button.dataset;
      button.textContent = `${CHOICES[state]} ${asked.filter((one) => isIn(state, one)).length}`;
      button.setAttribute("aria-pressed", String(state === view.state));
    }
  }

  // What is chosen stands in the address, so that a reload and a bookmark keep it.
  function keep() {
    const chosen = new URLSearchParams();
    for (const key of ["state", "kind", "venue", "words", "sort"]) if (view[key]) chosen.set(key, view[key]);
    if (!view.down) chosen.set("up", "1");
    history.replaceState(null, "", `#${chosen}`);
  }

  function recall() {
    const chosen = new URLSearchParams(location.hash.slice(1));
    for (const key of ["kind", "venue", "words"]) view[key] = chosen.get(key) ?? "";
    if (CHOICES[chosen.get("state")]) view.state = chosen.get("state");
    if (Object.hasOwn(KEYS, chosen.get("sort") ?? "")) view.sort = chosen.get("sort");
    view.down = !chosen.has("up");
    at("words").value = view.words;
  }

  function fill(select, choices, chosen) {
    const [first] = select.options;
    select.replaceChildren(first, ...choices.map(([value, text]) => element("option", { value, text })));
    select.value = chosen;
    // What is no longer there cannot be chosen.
    return select.selectedIndex < 0 ? (select.value = "") : chosen;
  }

  function takeDocuments(told) {
    root = told.root ?? "";
    hasWechat = told.wechat === true;
    at("wechat").hidden = !hasWechat;
    all = taken(told);
    orders = new Map();
    at("documents").hidden = told.site === null;
    const kinds = (told.kinds ?? []).filter((name) => all.some((one) => one.kind === name));
    view.kind = fill(at("kind"), kinds.map((name) => [name, name]), view.kind);
    view.venue = fill(at("venue"), told.venues ?? [], view.venue);
    draw();
    drawNext();
  }

  // ── What goes out next ──

  function drawNext() {
    const next = all.filter((one) => one.state === "scheduled").sort((one, other) => compare(one.when, other.when));
    at("next-count").textContent = next.length ? `${next.length} 篇` : "";
    at("next-list").replaceChildren(...(next.length ? next.slice(0, STEP).map(nextOne)
      : [element("li", { className: "hint", text: "没有定时发布的文章" })]));
  }

  function nextOne(one) {
    return element("li", {}, element("time", { text: one.when, datetime: one.when.replace(" ", "T") }), " ",
      linked(one.title, one.href), element("small", { text: [one.kind, one.venue].filter(Boolean).join(" · ") }));
  }

  // ── The plans ──

  function drawPlans(told) {
    const plans = told?.plans ?? [];
    const count = plans.reduce((sum, plan) => sum + plan.lacking.length, 0);
    at("plans").hidden = plans.length === 0;
    at("plans-count").textContent = count ? `${count} 项` : "都有了";
    at("plans-list").replaceChildren(...plans.filter((plan) => plan.lacking.length).flatMap((plan) => [
      element("h3", {}, linked(plan.title, plan.href), element("small", { text: `${plan.items} 项里有 ${plan.lacking.length} 项` })),
      element("ul", {}, ...plan.lacking.map(itemOf)),
    ]));
  }

  function itemOf(item) {
    const reached = item.targets.map(([per, done, wanted, measure]) => (per ? `${per} ${wanted} ${measure}，要写说明`
      : `${done} / ${wanted} ${measure}`));
    const about = [item.evidence ? `${item.evidence} 篇材料` : "没有材料", ...reached, item.deadline].filter(Boolean).join("；");
    const status = element("span", { text: item.says, className: item.status });
    return element("li", {}, linked(`${item.label ?? ""}${item.title}`, item.href),
      element("small", {}, status, ` · ${about}`));
  }

  // ── What is wrong ──

  let wrongFile = "";

  function drawWrong(told) {
    found = told.findings;
    const counts = [[told.errors, "个错误"], [told.warnings, "个警告"]].filter(([count]) => count);
    const checking = told.checked ? "没有问题" : "正在检查……";
    at("wrong-count").textContent = counts.map(([count, words]) => `${count} ${words}`).join("，") || checking;
    at("wrong-count").className = told.errors ? "count bad" : "count";
    const seen = found.filter((one) => !wrongFile || one.file === wrongFile);
    at("wrong-of").hidden = !wrongFile;
    at("wrong-file").textContent = wrongFile;
    at("wrong-list").replaceChildren(...seen.map(finding));
    const left = told.errors + told.warnings - seen.length;
    if (!wrongFile && left > 0) at("wrong-list").append(element("p", { className: "hint", text: `还有 ${left} 个` }));
  }

  function finding(one) {
    const box = element("section", { className: `finding ${one.severity}` }, element("p", { text: one.message }));
    if (one.file) {
      const at = `${one.path}:${one.line}:${one.column}`;
      box.append(element("p", {}, linked(`${one.file}:${one.line}`, editorHref(one.path, one.line, one.column)),
        one.path ? copyButton(at) : null));
    }
    if (one.excerpt) box.append(element("pre", { text: one.excerpt }));
    if (one.quote) box.append(element("pre", { text: one.quote }));
    if (one.hint) box.append(element("p", { text: `改法：${one.hint}` }));
    return box;
  }

  async function askWrong(file) {
    wrongFile = file;
    await refreshWrong();
    at("wrong").open = true;
    at("wrong").querySelector("summary").focus();
    at("wrong").scrollIntoView({ block: "nearest" });
  }

  async function refreshWrong() {
    const told = await json(wrongFile ? `findings?file=${encodeURIComponent(wrongFile)}` : "findings");
    if (told) drawWrong(told);
  }

  // ── The keyboard ──

  const titles = () => [...at("rows").querySelectorAll("[data-row]")];

  function step(by) {
    const list = titles();
    const now = list.indexOf(document.activeElement);
    if (now === list.length - 1 && by > 0 && !at("more").hidden) {
      more();
      titles()[now + 1]?.focus();
    } else if (now === 0 && by < 0) {
      at("words").focus();
    } else {
      list[Math.max(0, now + by)]?.focus();
    }
  }

  function more() {
    limit += STEP;
    draw();
  }

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const { target } = event;
    const isWriting = target.matches?.("input, select");
    if (event.key === "/" && !isWriting) {
      event.preventDefault();
      at("words").select();
    } else if (event.key === "Escape" && target === at("words") && view.words) {
      event.preventDefault();
      target.value = "";
      choose({ words: "" });
    } else if (event.key === "Enter" && target === at("words")) {
      event.preventDefault();
      titles()[0]?.focus();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp")
      && (target === at("words") || target.dataset?.row || target === document.body)) {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    }
  }

  function choose(chosen) {
    Object.assign(view, chosen);
    limit = STEP;
    draw();
  }

  function sortBy(by) {
    // A date, and what is wrong, is looked for from its far end.
    const down = by === view.sort ? !view.down : by === "date" || by === "wrong";
    choose({ sort: by, down });
  }

  function prepare() {
    for (const state of Object.keys(CHOICES)) {
      const button = element("button", { type: "button", "data-state": state });
      button.addEventListener("click", () => choose({ state }));
      at("states").append(button);
    }
    at("words").addEventListener("input", (event) => choose({ words: event.target.value }));
    at("kind").addEventListener("change", (event) => choose({ kind: event.target.value }));
    at("venue").addEventListener("change", (event) => choose({ venue: event.target.value }));
    at("filters").addEventListener("submit", (event) => event.preventDefault());
    at("more").addEventListener("click", more);
    at("wrong-all").addEventListener("click", () => askWrong(""));
    for (const head of document.querySelectorAll("th")) {
      head.firstChild.addEventListener("click", () => sortBy(head.dataset.sort));
    }
    document.addEventListener("keydown", key);
    if (matchMedia("(max-width: 60rem)").matches) for (const part of ["next", "plans", "phone"]) at(part).open = false;
    recall();
  }

  // ── Server events ──

  let known = null;
  let news = null;
  let isBusy = false;

  async function json(address) {
    const response = await fetch(address, { cache: "no-store" });
    return response.ok ? response.json() : null;
  }

  async function follow() {
    // A hidden desk is not refreshed until it is visible.
    if (isBusy || document.hidden) return;
    isBusy = true;
    try {
      while (news) {
        const latest = news;
        news = null;
        // Another run has another token, and may be another program.
        if (known && known.server !== latest.server) location.reload();
        const isChanged = known?.pages !== latest.pages;
        if (!isChanged && known.findings === latest.findings) continue;
        const [documents, plans] = await Promise.all([json("documents"), isChanged ? json("plans") : null]);
        if (documents) takeDocuments(documents);
        if (isChanged) drawPlans(plans);
        await refreshWrong();
        tell(documents?.site === null ? "网站还不能显示：先改好下面的问题" : `${all.length} 篇文章`, documents?.site === null);
        known = latest;
      }
    } catch {
      // The server stopped during the refresh; it sends its revision again when it is back.
    } finally {
      isBusy = false;
    }
  }

  function tell(text, isBad) {
    at("news").textContent = text;
    at("news").className = isBad ? "news away" : "news";
  }

  prepare();
  followEvents("", {
    onNews(latest) {
      news = latest;
      follow();
    },
    onLost() {
      tell("预览已停止，等它重新启动", true);
      // What was known before may have passed unseen.
      if (known) known = { ...known, pages: -1 };
    },
  });
  document.addEventListener("visibilitychange", follow);
})();

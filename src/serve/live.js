// A previewed page follows its files: what differs is replaced in place, so that scroll position, focus and open
// details stay; what is wrong is shown over it. Runs before the theme's own scripts, to know the page as it was served.
(() => {
  "use strict";

  const self = document.currentScript;
  const own = self.src.slice(0, self.src.lastIndexOf("/") + 1);
  const [server, pages, styles, findings] = self.dataset.pufa.split(" ");
  // The latest revision that this page has applied.
  const known = { server, pages: Number(pages), styles: Number(styles), findings: -1 };
  let shownFindings = Number(findings);
  // The page as it was served last: what a script or a reader did to it since is not in here.
  let served = document.documentElement.cloneNode(true);
  // A page of pufa's own, which is another whenever something else is wrong.
  const isOwn = location.pathname.startsWith(new URL(own).pathname);
  const isErrorPage = document.body.hasAttribute("data-pufa-error");

  const ours = "script[data-pufa]";
  // What is put into the page and needs the theme's scripts to work; then the page is loaded anew.
  const scripted = "script:not([type$=json]), form, button, [data-tool], [data-quiz]";
  // What a browser reads once, as it loads a page: the policy of its content.
  const readOnce = "meta[http-equiv]";

  class LoadAnew extends Error {}

  // ── The page ──

  function parsed(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    page.querySelector(ours)?.remove();
    return page.documentElement;
  }

  function isSame(one, other) {
    return one.isEqualNode(other);
  }

  // Whether a node may become another: the same sort of thing, under the same id.
  function mayBecome(one, other) {
    return one.nodeName === other.nodeName && (one.id ?? "") === (other.id ?? "");
  }

  // Old and new children side by side, in the order of the new; null where one has no counterpart.
  function sideBySide(olds, news) {
    let start = 0;
    while (start < olds.length && start < news.length && isSame(olds[start], news[start])) start += 1;
    let end = 0;
    while (end < olds.length - start && end < news.length - start
      && isSame(olds[olds.length - 1 - end], news[news.length - 1 - end])) end += 1;
    const pairs = olds.slice(0, start).map((old, at) => [old, news[at]]);
    pairs.push(...middle(olds.slice(start, olds.length - end), news.slice(start, news.length - end)));
    for (let at = end; at > 0; at -= 1) pairs.push([olds[olds.length - at], news[news.length - at]]);
    return pairs;
  }

  function middle(olds, news) {
    const pairs = [];
    let at = 0;
    for (const fresh of news) {
      const same = olds.findIndex((old, index) => index >= at && isSame(old, fresh));
      if (same >= 0) {
        for (; at < same; at += 1) pairs.push([olds[at], null]);
        pairs.push([olds[at], fresh]);
        at += 1;
      } else if (at < olds.length && mayBecome(olds[at], fresh) && !news.some((other) => isSame(olds[at], other))) {
        pairs.push([olds[at], fresh]);
        at += 1;
      } else {
        pairs.push([null, fresh]);
      }
    }
    for (; at < olds.length; at += 1) pairs.push([olds[at], null]);
    return pairs;
  }

  // The nodes of the living page that stand for those of the page as it was served.
  function living(live, olds) {
    const lives = [...live.childNodes].filter((node) => !(node.matches?.(ours)));
    const found = new Map();
    let at = 0;
    for (const old of olds) {
      const next = lives.findIndex((node, index) => index >= at && mayBecome(node, old));
      if (next < 0) continue;
      found.set(old, lives[next]);
      at = next + 1;
    }
    return found;
  }

  function follow(live, old, fresh) {
    if (isSame(old, fresh)) return;
    if (live.nodeType !== Node.ELEMENT_NODE) {
      live.data = fresh.data;
      return;
    }
    if (live.localName === "script" && fresh.matches(scripted)) throw new LoadAnew();
    if (live.matches(readOnce)) throw new LoadAnew();
    if (live.localName === "link" && isSheet(fresh)) {
      exchangeSheet(live, fresh);
      return;
    }
    followAttributes(live, old, fresh);
    followChildren(live, old, fresh);
  }

  // Only what the files changed: what a script or the reader set stays.
  function followAttributes(live, old, fresh) {
    for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) live.removeAttribute(name);
    for (const { name, value } of [...fresh.attributes]) {
      if (old.getAttribute(name) !== value) live.setAttribute(name, value);
    }
  }

  function followChildren(live, old, fresh) {
    const olds = [...old.childNodes].filter((node) => !(node.matches?.(ours)));
    const lives = living(live, olds);
    let last = null;
    for (const [before, after] of sideBySide(olds, [...fresh.childNodes])) {
      const node = before && lives.get(before);
      if ((after ?? node)?.matches?.(readOnce) && !(after && node)) throw new LoadAnew();
      if (!after) {
        node?.remove();
        continue;
      }
      if (node) {
        follow(node, before, after);
        last = node;
        continue;
      }
      if (after.matches?.(scripted) || after.querySelector?.(scripted)) throw new LoadAnew();
      const made = document.importNode(after, true);
      if (last) last.after(made);
      else live.prepend(made);
      last = made;
    }
  }

  function isSheet(link) {
    return link.rel === "stylesheet";
  }

  // The old sheet stays until the new one is there, so that the page is never bare.
  function exchangeSheet(live, fresh) {
    const link = document.importNode(fresh, true);
    link.addEventListener("load", () => live.remove());
    link.addEventListener("error", () => live.remove());
    live.after(link);
  }

  const place = `pufa-place ${location.pathname}`;

  function loadAnew() {
    try {
      sessionStorage.setItem(place, JSON.stringify([scrollX, scrollY]));
    } catch {
      // Without storage the page begins at its top.
    }
    location.reload();
  }

  function comeBack() {
    try {
      const kept = sessionStorage.getItem(place);
      sessionStorage.removeItem(place);
      if (kept) scrollTo(...JSON.parse(kept));
    } catch {
      // As above.
    }
  }

  async function refresh() {
    const response = await fetch(location.pathname + location.search, { cache: "no-store" });
    // The last good page stays; what is wrong is shown over it.
    if (response.status >= 500) return;
    if (isErrorPage) {
      loadAnew();
      return;
    }
    const fresh = parsed(await response.text());
    try {
      follow(document.documentElement, served, fresh);
      served = fresh;
      document.dispatchEvent(new CustomEvent("pufa:follow"));
    } catch (reason) {
      if (!(reason instanceof LoadAnew)) throw reason;
      loadAnew();
    }
  }

  // ── What is shown over the page ──

  const words = document.documentElement.lang.startsWith("en")
    ? { errors: "errors", warnings: "warnings", desk: "Desk", wechat: "WeChat preview", fix: "Fix: ", copy: "Copy position", copied: "Copied", away: "the preview has stopped; waiting for it",
      draft: "Draft: the public does not see it", scheduled: "Appears on", expired: "Expired since",
      unjudged: "Not published: whether it is public cannot be read",
      marks: { draft: "draft", scheduled: "scheduled", expired: "expired", unjudged: "not published" } }
    : { errors: "个错误", warnings: "个警告", desk: "编辑台", wechat: "公众号预览", fix: "改法：", copy: "复制位置", copied: "已复制", away: "预览已停止，等它重新启动",
      draft: "草稿：公众看不到", scheduled: "定时发布：", expired: "已到期：",
      unjudged: "不会发布：读不出是否公开",
      marks: { draft: "草稿", scheduled: "定时", expired: "已到期", unjudged: "不会发布" } };

  const sheet = `
    :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; color: #1f2328; pointer-events: none;
      font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; display: block }
    [hidden] { display: none !important }
    .bar { position: fixed; inset: auto 12px 12px 12px; display: flex; flex-wrap: wrap-reverse; gap: 8px; align-items: center }
    .bar > * { pointer-events: auto; border: 1px solid #fff; border-radius: 99px; padding: .3em 1em; font: inherit;
      line-height: 1.4; color: #fff; box-shadow: 0 1px 6px #0004; text-decoration: none; white-space: nowrap }
    .desk, .wechat { background: #1f2328 }
    .ribbon, .fold { background: #9a6700 }
    .fold { margin-left: auto; cursor: pointer }
    .fold.error, .away { background: #b3261e }
    .panel { pointer-events: auto; max-height: 60vh; overflow: auto; background: #fff; border-top: 4px solid #9a6700;
      padding: .6em 1em 3.6em; box-sizing: border-box; box-shadow: 0 -4px 24px #0004; overscroll-behavior: contain }
    .panel.error { border-color: #b3261e }
    .finding { border-left: 4px solid #9a6700; margin: .7em auto; padding: 0 .8em; max-width: 60rem }
    .finding.error { border-color: #b3261e }
    .finding p { margin: .15em 0 }
    pre { margin: .2em 0; padding: .3em .6em; background: #f6f8fa; white-space: pre-wrap; overflow-wrap: anywhere }
    .copy { margin-left: .8em; border: 1px solid #8c959f; border-radius: 4px; padding: 0 .6em; background: #fff; font: inherit; cursor: pointer }
    a { color: #0550ae }
    :focus-visible { outline: 3px solid #0550ae; outline-offset: 2px }
    @media print { :host { display: none } }`;

  // An element; what it says is text, whatever it looks like.
  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  const host = document.createElement("pufa-live");
  const root = host.attachShadow({ mode: "open" });
  const bar = element("div", "bar");
  const desk = element("a", "desk", words.desk);
  const wechat = element("a", "wechat", words.wechat);
  const ribbon = element("div", "ribbon");
  const away = element("div", "away", words.away);
  const panel = element("div", "panel");
  const fold = element("button", "fold");
  desk.href = own;
  away.setAttribute("role", "status");
  panel.setAttribute("role", "log");
  panel.tabIndex = -1;
  for (const part of [wechat, ribbon, away, panel, fold]) part.hidden = true;
  const style = new CSSStyleSheet();
  style.replaceSync(sheet);
  root.adoptedStyleSheets = [style];
  bar.append(desk, wechat, ribbon, away, fold);
  root.append(panel, bar);
  // Beside the body, where a page that follows its files does not look.
  document.documentElement.append(host);

  function unfold(isOpen) {
    panel.hidden = !isOpen;
    fold.setAttribute("aria-expanded", String(isOpen));
  }

  fold.addEventListener("click", () => unfold(panel.hidden));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") unfold(false);
  });

  // For those whose editor has no address of its own.
  function copyButton(text) {
    const button = element("button", "copy", words.copy);
    button.type = "button";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text);
      button.textContent = words.copied;
    });
    return button;
  }

  function shown(finding) {
    const box = element("section", `finding ${finding.severity}`);
    box.append(element("p", "", finding.message));
    if (finding.file) {
      // Only on the machine of the site is it known where the file lies.
      const where = element(finding.path ? "a" : "span", "", `${finding.file}:${finding.line}:${finding.column}`);
      const path = finding.path?.replace(/^\//, "").split("/").map(encodeURIComponent).join("/").replaceAll("%3A", ":");
      if (path) where.href = `vscode://file/${path}:${finding.line}:${finding.column}`;
      const line = element("p");
      line.append(where);
      if (finding.path) line.append(copyButton(`${finding.path}:${finding.line}:${finding.column}`));
      box.append(line);
    }
    if (finding.excerpt) box.append(element("pre", "", finding.excerpt));
    if (finding.quote) box.append(element("pre", "", finding.quote));
    if (finding.hint) box.append(element("p", "", words.fix + finding.hint));
    return box;
  }

  async function json(address) {
    const response = await fetch(own + address, { cache: "no-store" });
    return response.ok ? response.json() : null;
  }

  // ── Links to what the public does not see ──

  const marks = new CSSStyleSheet();
  marks.replaceSync(`a[data-pufa-state]::after { content: attr(data-pufa-state); margin-inline-start: .5em;
    padding: 0 .4em; border-radius: 4px; background: #9a6700; color: #fff; font-size: 12px; font-weight: 400 }`);
  document.adoptedStyleSheets.push(marks);

  async function markLinks() {
    const told = await json("hidden");
    const states = new Map(told?.hidden.map(([href, state, when]) => [new URL(href, location.href).pathname, [state, when]]));
    for (const link of document.querySelectorAll("main a[href]")) {
      const isInPage = link.pathname === location.pathname;
      const [state, when] = (!isInPage && states.get(link.pathname)) || [];
      if (state) link.dataset.pufaState = [words.marks[state], when].filter(Boolean).join(" ");
      else delete link.dataset.pufaState;
    }
  }

  let lastShown = "[]";

  async function tellFindings() {
    const state = await json(`state?path=${encodeURIComponent(location.pathname)}`);
    const about = state?.document;
    // The preview for 公众号 needs no link to itself.
    wechat.hidden = !about?.wechat || isOwn;
    if (about?.wechat) wechat.href = about.wechat;
    ribbon.hidden = !about || about.state === "published";
    if (about) ribbon.textContent = (words[about.state] ?? "") + (about.when ? ` ${about.when}` : "");
    const told = await json(`findings?file=${encodeURIComponent(about?.file ?? "")}`);
    if (!told) return;
    const all = told.findings.filter((finding) => finding.severity !== "hint");
    const errors = all.filter((finding) => finding.severity === "error").length;
    const text = JSON.stringify(all);
    // A page of pufa's own shows what is wrong itself.
    fold.hidden = all.length === 0 || isOwn;
    fold.className = errors ? "fold error" : "fold";
    panel.className = errors ? "panel error" : "panel";
    fold.textContent = errors ? `${errors} ${words.errors}` : `${all.length} ${words.warnings}`;
    if (text === lastShown) return;
    lastShown = text;
    panel.replaceChildren(...all.map(shown));
    // The panel opens by itself for a new error, but not for a warning.
    unfold(errors > 0 && !isErrorPage && !isOwn);
  }

  // ── Server events ──

  let isBusy = false;
  let news = null;

  async function take() {
    // A hidden page is not refreshed until it is visible.
    if (isBusy || document.hidden) return;
    isBusy = true;
    try {
      while (news) {
        const latest = news;
        news = null;
        const isOther = latest.server !== known.server;
        const isChanged = isOther || latest.pages !== known.pages || latest.styles !== known.styles;
        const isTold = isOther || isChanged || latest.findings !== known.findings;
        if (isChanged || (isOwn && latest.findings !== shownFindings)) await refresh();
        shownFindings = latest.findings;
        if (isTold) await tellFindings();
        if (isChanged || known.findings < 0) await markLinks();
        Object.assign(known, latest);
      }
    } catch {
      // The server stopped during the refresh; it sends its revision again when it is back.
    } finally {
      isBusy = false;
    }
  }

  comeBack();
  followEvents(own, {
    onNews(latest) {
      away.hidden = true;
      news = latest;
      take();
    },
    onLost() { away.hidden = false; },
  });
  document.addEventListener("visibilitychange", take);
})();

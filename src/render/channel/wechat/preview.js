(() => {
  const article = document.getElementById("article");
  const dark = document.getElementById("dark");
  const told = document.getElementById("told");
  const { text, paper } = JSON.parse(document.getElementById("colours").textContent);
  // The dark phone shows what the platform makes of each colour, over what each stands on.
  dark.innerHTML = article.innerHTML;
  for (const element of dark.querySelectorAll("[style]")) {
    const written = element.getAttribute("style");
    element.setAttribute("style", written.replace(/(background|background-color|color|border[a-z-]*):([^;]*)/g, (_, name, value) => {
      const table = name.startsWith("background") ? paper : text;
      return `${name}:${value.replace(/#[0-9a-f]{3,6}\b/gi, (colour) => table[colour.toLowerCase()] ?? colour)}`;
    }));
  }
  // The editor takes pictures from the clipboard when they are in it: all of them are data: addresses here.
  async function copy() {
    const html = article.innerHTML;
    const plain = article.innerText;
    const blob = (type, content) => new Blob([content], { type });
    try {
      await navigator.clipboard.write([new ClipboardItem({ "text/html": blob("text/html", html), "text/plain": blob("text/plain", plain) })]);
    } catch {
      const range = document.createRange();
      range.selectNodeContents(article);
      const put = (event) => {
        event.preventDefault();
        event.clipboardData.setData("text/html", html);
        event.clipboardData.setData("text/plain", plain);
      };
      document.addEventListener("copy", put);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      const done = document.execCommand("copy");
      document.removeEventListener("copy", put);
      getSelection().removeAllRanges();
      if (!done) throw new Error();
    }
  }
  document.getElementById("copy").addEventListener("click", () => copy().then(
    () => { told.textContent = "已复制。到公众号后台的编辑器里粘贴（Ctrl+V），再填标题、封面和“阅读原文”。"; },
    () => { told.textContent = "浏览器不让复制：请选中左边手机里的文章，按 Ctrl+C。"; },
  ));
})();

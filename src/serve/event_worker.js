// One event stream for all tabs of a browser (a shared worker): each event goes to every page that follows.
(() => {
  "use strict";

  const pages = new Set();
  let stream = null;
  let timer = 0;
  // The last event; null while the server is away, undefined before anything is known.
  let last;

  function tell(event) {
    last = event;
    for (const page of pages) page.postMessage(event);
  }

  function open() {
    clearTimeout(timer);
    const opened = new EventSource("events");
    stream = opened;
    opened.addEventListener("message", (event) => tell(JSON.parse(event.data)));
    opened.addEventListener("error", () => {
      if (stream !== opened) return;
      tell(null);
      // A browser gives up for good when it is answered with an error.
      if (opened.readyState === EventSource.CLOSED) timer = setTimeout(open, 1000);
    });
  }

  function close() {
    clearTimeout(timer);
    stream.close();
    stream = null;
    last = undefined;
  }

  function leave(page) {
    pages.delete(page);
    if (pages.size === 0 && stream) close();
  }

  addEventListener("connect", ({ ports: [page] }) => {
    pages.add(page);
    page.addEventListener("message", ({ data }) => {
      if (data === "leave") leave(page);
    });
    page.start();
    if (!stream) open();
    else if (last !== undefined) page.postMessage(last);
  });
})();

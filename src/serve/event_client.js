// The server's events in a page. A browser opens no more than six connections to a host, and an open event stream is
// one: all tabs share the stream of one worker. Where there are no shared workers, a page holds a stream of its own
// while it is looked at.
function followEvents(folder, { onNews, onLost }) {
  let end = null;

  function byWorker() {
    const worker = new SharedWorker(`${folder}event_worker.js`, "pufa-events");
    const { port } = worker;
    const close = () => {
      port.postMessage("leave");
      port.close();
    };
    port.addEventListener("message", ({ data }) => (data === null ? onLost() : onNews(data)));
    // The script could not be had, or may not be run here.
    worker.addEventListener("error", () => {
      if (end !== close) return;
      close();
      end = byStream();
    });
    port.start();
    return close;
  }

  function byStream() {
    let stream = null;
    let timer = 0;

    function open() {
      clearTimeout(timer);
      if (stream || document.hidden) return;
      const opened = new EventSource(`${folder}events`);
      stream = opened;
      opened.addEventListener("message", (event) => onNews(JSON.parse(event.data)));
      opened.addEventListener("error", () => {
        if (stream !== opened) return;
        onLost();
        // A browser gives up for good when it is answered with an error.
        if (opened.readyState !== EventSource.CLOSED) return;
        stream = null;
        timer = setTimeout(open, 1000);
      });
    }

    function close() {
      clearTimeout(timer);
      stream?.close();
      stream = null;
    }

    const turn = () => (document.hidden ? close() : open());
    document.addEventListener("visibilitychange", turn);
    open();
    return () => {
      document.removeEventListener("visibilitychange", turn);
      close();
    };
  }

  function begin() {
    try {
      end ??= "SharedWorker" in window ? byWorker() : byStream();
    } catch {
      end = byStream();
    }
  }

  begin();
  addEventListener("pagehide", () => {
    end?.();
    end = null;
  });
  // A page that was put aside comes back.
  addEventListener("pageshow", (event) => {
    if (event.persisted) begin();
  });
}


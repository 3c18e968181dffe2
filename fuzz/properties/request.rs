//! Property of requests to the preview, over a real connection: targets, ranges, headers.

use std::fs;
use std::io::{Read, Write};
use std::net::{IpAddr, TcpStream};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use pufa::facade::diagnostic::{Diagnostics, Language, Message};
use pufa::facade::serve::{ServeObserver, ServeOptions, ServerInfo, SiteClock, serve};
use pufa::facade::site::VisibilityOptions;

/// Content of a file that the site serves.
const FILE: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Content of a file beside `content/`, which must never be served.
const SECRET: &str = "6f2c-beside-the-content";

/// Headers that would keep the connection open and block the test.
const FRAMING: [&str; 5] = [
    "connection",
    "content-length",
    "expect",
    "transfer-encoding",
    "upgrade",
];

/// Sends bytes as a request, first line as target, others as headers: the server responds without a
/// server error and without files outside of the site; partial content matches its range.
pub(crate) fn request(bytes: &[u8]) {
    let mut lines = bytes
        .split(|byte| matches!(byte, b'\r' | b'\n'))
        .filter(|line| !line.is_empty());
    let target = lines.next().unwrap_or(b"/");
    // The event stream does not end.
    if contains(target, b"events") {
        return;
    }
    let port = port();
    let mut asked = [b"GET ", target, b" HTTP/1.1\r\n"].concat();
    for line in lines.filter(|line| !is_framing(line)) {
        asked.extend([line, b"\r\n"].concat());
    }
    asked.extend(format!("Host: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n").bytes());
    let answer = exchange(port, &asked);
    let shown = String::from_utf8_lossy(&answer);
    let status = shown
        .strip_prefix("HTTP/1.1 ")
        .and_then(|rest| rest.get(..3)?.parse::<u16>().ok());
    let status = status.unwrap_or_else(|| panic!("no answer but {shown:?} to {asked:?}"));
    assert!(
        (200..500).contains(&status),
        "{shown} to {:?}",
        String::from_utf8_lossy(&asked)
    );
    assert!(
        !shown.contains(SECRET),
        "a file beside the site is read by {:?}",
        String::from_utf8_lossy(&asked)
    );
    if status == 206 {
        hold_part(&answer);
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes
        .windows(part.len())
        .any(|window| window.eq_ignore_ascii_case(part))
}

fn is_framing(line: &[u8]) -> bool {
    let name = line
        .split(|byte| *byte == b':')
        .next()
        .unwrap_or_default()
        .trim_ascii();
    FRAMING
        .iter()
        .any(|framing| name.eq_ignore_ascii_case(framing.as_bytes()))
}

fn exchange(port: u16, asked: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .expect("a time-out");
    stream.write_all(asked).expect("a request");
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Ok(_) => {}
        // A server that rejects a request may close before it has read the rest.
        Err(reason)
            if reason.kind() == std::io::ErrorKind::ConnectionReset && !answer.is_empty() => {}
        Err(reason) => panic!(
            "{reason} after {:?} to {asked:?}",
            String::from_utf8_lossy(&answer)
        ),
    }
    answer
}

/// Asserts that `content-range: bytes 2-4/36` comes with exactly those bytes.
fn hold_part(answer: &[u8]) {
    let end = answer
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .expect("an end of the headers");
    let (head, body) = (
        String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase(),
        &answer[end + 4..],
    );
    let range = head
        .lines()
        .find_map(|line| line.strip_prefix("content-range: bytes "))
        .expect("a range");
    let (part, length) = range.split_once('/').expect("a length");
    let (first, last) = part.split_once('-').expect("two ends");
    assert_eq!(length, FILE.len().to_string(), "{head}");
    let number = |text: &str| text.parse::<usize>().expect("a number");
    assert_eq!(FILE.get(number(first)..=number(last)), Some(body), "{head}");
}

/// Returns the port of a preview that runs until the process ends.
fn port() -> u16 {
    static PORT: OnceLock<u16> = OnceLock::new();
    *PORT.get_or_init(|| {
        let root = std::env::temp_dir().join(format!("pufa-requests-{}", std::process::id()));
        let files: [(&str, &[u8]); 4] = [
            (
                "content/site.yaml",
                "title: 示例\nbase_url: http://localhost/\n".as_bytes(),
            ),
            (
                "content/qa/a.md",
                "---\ntitle: 一篇\ndate: 2026-01-01\n---\n\n[文](a/b.txt)。\n".as_bytes(),
            ),
            ("content/qa/a/b.txt", FILE),
            ("secret.txt", SECRET.as_bytes()),
        ];
        for (path, bytes) in files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
        let (sender, receiver) = channel();
        let options = ServeOptions {
            root,
            base_url: None,
            clock: SiteClock::Fixed("2026-11-01T00:00:00Z".parse().expect("an instant")),
            showing: VisibilityOptions::default(),
            is_live: true,
            strict: false,
            host: IpAddr::from([127, 0, 0, 1]),
            port: 0,
            poll: false,
            language: Language::Chinese,
        };
        let audience: Arc<dyn ServeObserver> = Arc::new(Waiting(Mutex::new(sender)));
        std::thread::spawn(move || serve(&options, &audience));
        receiver
            .recv_timeout(Duration::from_mins(1))
            .expect("a preview")
    })
}

/// Observer that sends the port.
struct Waiting(Mutex<Sender<u16>>);

impl ServeObserver for Waiting {
    fn ready(&self, opened: &ServerInfo) {
        let _ = self.0.lock().expect("a lock").send(opened.port);
    }

    fn notice(&self, _: &Message) {}

    fn diagnostics(&self, _: &Diagnostics, _: bool) {}
}

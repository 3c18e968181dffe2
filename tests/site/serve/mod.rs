//! `serve`: the real program over a real folder, tested over real HTTP.

mod address;
mod desk;
mod equal;
mod faults;
mod saves;
mod soak;
#[cfg(feature = "channels")]
mod wechat;

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::support::{SiteTest, TODAY};

/// Timeout for expected events.
const PATIENCE: Duration = Duration::from_secs(20);

/// Running preview of a site; dropped, it ends.
pub(crate) struct Preview {
    child: Child,
    port: u16,
    said: String,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Response of the preview.
pub(crate) struct Reply {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// Returns the body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Returns a header by its lower-case name.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .find(|(of, _)| of.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.to_owned())
    }
}

/// Returns a port that is currently free.
fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.local_addr().expect("an address").port()
}

impl Preview {
    /// Starts the program over a site, at the date [`TODAY`].
    pub(crate) fn of(site: &SiteTest, arguments: &[&str]) -> Self {
        Self::at(site, free_port(), &[&["--date", TODAY], arguments].concat())
    }

    /// Starts the program at a port, or the next free one after it.
    pub(crate) fn at(site: &SiteTest, port: u16, arguments: &[&str]) -> Self {
        let port = port.to_string();
        let mut command = site.command(&[&["serve", "--port", &port], arguments].concat());
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        let mut said = String::new();
        loop {
            let before = said.len();
            assert!(
                output.read_line(&mut said).expect("a line") > 0,
                "it ended: {said}"
            );
            if said[before..].contains("http://") {
                break;
            }
        }
        std::thread::spawn(move || std::io::copy(&mut output, &mut std::io::sink()));
        let address = said.rsplit("http://").next().unwrap_or_default();
        let port = address
            .split(['/', ':'])
            .nth(1)
            .and_then(|port| port.parse().ok())
            .expect("a port");
        Self { child, port, said }
    }

    /// Sends a request with custom headers.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            let _ = write!(request, "Host: 127.0.0.1:{}\r\n", self.port);
        }
        for (name, value) in headers {
            let _ = write!(request, "{name}: {value}\r\n");
        }
        stream
            .write_all(format!("{request}\r\n").as_bytes())
            .expect("a request");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let end = bytes
            .windows(4)
            .position(|part| part == b"\r\n\r\n")
            .expect("a head");
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .expect("a status");
        Reply {
            status,
            head,
            body: bytes[end + 4..].to_vec(),
        }
    }

    /// Requests a path with GET.
    pub(crate) fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &[])
    }

    /// Returns the diagnostics that the page receives.
    pub(crate) fn findings(&self) -> serde_json::Value {
        serde_json::from_slice(&self.get("/_pufa/findings").body).expect("JSON")
    }

    /// Waits until a page contains a text.
    #[track_caller]
    pub(crate) fn says(&self, path: &str, words: &str) {
        until(&format!("{path} says {words}"), || {
            self.get(path).text().contains(words)
        });
    }

    /// Waits until a page has a status.
    #[track_caller]
    pub(crate) fn is(&self, path: &str, status: u16) {
        until(&format!("{path} is {status}"), || {
            self.get(path).status == status
        });
    }
}

/// Waits until a condition holds.
#[track_caller]
pub(crate) fn until(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "never: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Returns the URL path of an output file.
pub(crate) fn address(path: &str) -> String {
    let parts = path
        .split('/')
        .map(|part| utf8_percent_encode(part, NON_ALPHANUMERIC).to_string());
    format!("/{}", parts.collect::<Vec<String>>().join("/"))
}

/// Removes the script element that only a preview has from a page.
pub(crate) fn without_script(page: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(page);
    let Some((start, _)) = text.match_indices("<script src=").find(|(at, _)| {
        text[*at..]
            .split('>')
            .next()
            .is_some_and(|tag| tag.contains("_pufa/live.js"))
    }) else {
        return page.to_vec();
    };
    let end = start + text[start..].find("</script>").expect("its end") + "</script>".len();
    [&page[..start], &page[end..]].concat()
}

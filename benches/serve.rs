//! Latency from saving a file to seeing it: `cargo bench --bench serve -- 10000`.
//!
//! Starts the real program over a site of N articles, edits files as an editor would, and polls
//! over HTTP until the edit appears. Each figure is the median of 20, from closing the file.

#[expect(dead_code, reason = "what the bench of builds asks of it beside")]
mod corpus;

use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const EDITS: usize = 20;
/// Pause between two edits.
const THOUGHT: Duration = Duration::from_millis(400);
const PATIENCE: Duration = Duration::from_secs(10);

/// Running preview server; killed on drop.
struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    /// Starts the server; returns the time until its first page is available.
    fn start(root: &Path) -> Result<(Self, Duration)> {
        let start = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_pufa"))
            .args(["serve", "--port", "41000", "--lang", "en", "--site"])
            .arg(root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut said = BufReader::new(child.stdout.take().ok_or("no output")?);
        let mut line = String::new();
        while !line.starts_with("preview: ") {
            line.clear();
            if said.read_line(&mut line)? == 0 {
                return Err("the server ended".into());
            }
        }
        let port = line
            .trim()
            .trim_end_matches('/')
            .rsplit(':')
            .next()
            .unwrap_or_default()
            .parse()?;
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        let server = Self { child, port };
        server.get("/")?;
        Ok((server, start.elapsed()))
    }

    fn get(&self, path: &str) -> Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        let port = self.port;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        )?;
        let mut text = Vec::new();
        stream.read_to_end(&mut text)?;
        Ok(String::from_utf8_lossy(&text).into_owned())
    }

    /// Polls until a page contains some text.
    fn wait(&self, path: &str, words: &str) -> Result<()> {
        let start = Instant::now();
        while !self.get(path)?.contains(words) {
            if start.elapsed() > PATIENCE {
                return Err(format!("{path} never says {words}").into());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(())
    }

    /// Returns the resident memory in MiB, where the system provides it.
    fn memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace()
            .nth(1)?
            .parse::<u64>()
            .ok()
            .map(|kib| kib / 1024)
    }
}

/// Article on the first page of its list: file, page, list.
struct Subject {
    file: PathBuf,
    page: String,
    list: String,
}

fn subject(server: &Server, root: &Path) -> Result<Subject> {
    let list = "/villages/".to_owned();
    let html = server.get(&list)?;
    let at = html.find("/villages/0").ok_or("no article on the list")?;
    let page: String = html[at..].chars().take_while(|c| *c != '"').collect();
    let name = page.trim_start_matches('/').trim_end_matches(".html");
    Ok(Subject {
        file: root.join(format!("content/{name}.md")),
        page,
        list,
    })
}

/// Replaces the file as most editors do, and measures until `seen` returns.
fn edit(file: &Path, text: &str, seen: impl Fn() -> Result<()>) -> Result<f64> {
    std::thread::sleep(THOUGHT);
    fs::write(file, text)?;
    let closed = Instant::now();
    seen()?;
    Ok(closed.elapsed().as_secs_f64() * 1000.0)
}

/// Returns the median and the worst of the edits that `one` makes, by number.
fn median(one: impl Fn(usize) -> Result<f64>) -> Result<(f64, f64)> {
    let mut times = (0..EDITS).map(one).collect::<Result<Vec<f64>>>()?;
    times.sort_by(f64::total_cmp);
    Ok((times[EDITS / 2], times[EDITS - 1]))
}

#[expect(clippy::print_stdout, reason = "a bench tells its figures")]
fn main() -> Result<()> {
    let count = std::env::args()
        .find_map(|word| word.parse().ok())
        .unwrap_or(1_000);
    let folder = tempfile::tempdir()?;
    let root = folder.path();
    corpus::for_pufa(&root.join("content"), count, true)?;
    fs::write(
        root.join("content/site.yaml"),
        "title: 普法阵地\nbase_url: https://pufa.example.cn/\n",
    )?;
    let mut starts = Vec::new();
    for _ in 0..2 {
        starts.push(Server::start(root)?.1.as_secs_f64());
    }
    let (server, last) = Server::start(root)?;
    starts.push(last.as_secs_f64());
    starts.sort_by(f64::total_cmp);
    println!(
        "{count} articles: first page {:.2} s after the start (median of 3)",
        starts[1]
    );

    let Subject { file, page, list } = subject(&server, root)?;
    let text = fs::read_to_string(&file)?;
    let say = |what: &str, (median, worst): (f64, f64)| {
        println!("{what}: {median:.1} ms (median of {EDITS}; worst {worst:.1})");
    };
    say(
        "body edit",
        median(|n| {
            let words = format!("改动{n}次");
            edit(&file, &format!("{text}\n{words}\n"), || {
                server.wait(&page, &words)
            })
        })?,
    );
    say(
        "title edit, on the page and its list",
        median(|n| {
            let words = format!("新标题{n}号");
            let text = text.replacen("以案释法", &words, 1);
            edit(&file, &text, || {
                server
                    .wait(&page, &words)
                    .and_then(|()| server.wait(&list, &words))
            })
        })?,
    );
    let base = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/pufa/templates/base.html"),
    )?;
    let own = root.join("themes/pufa/templates/base.html");
    fs::create_dir_all(root.join("themes/pufa/templates"))?;
    say(
        "base template",
        median(|n| {
            let words = format!("<!-- {n} -->");
            edit(
                &own,
                &base.replace("</body>", &format!("{words}</body>")),
                || server.wait(&page, &words),
            )
        })?,
    );
    say(
        "new file",
        median(|n| {
            let text = text.replacen("以案释法", "新文件", 1);
            let file = root.join(format!("content/villages/new-{n}.md"));
            edit(&file, &text, || {
                server.wait(&format!("/villages/new-{n}.html"), "新文件")
            })
        })?,
    );
    std::thread::sleep(Duration::from_secs(2));
    if let Some(memory) = server.memory() {
        println!("idle memory: {memory} MiB");
    }
    Ok(())
}

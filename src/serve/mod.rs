//! `pufa serve`: the preview server. A file is saved, and the browser shows it.
//!
//! A source store reads the folder once and then only what changes. Each change makes another `Snapshot`; a request
//! renders its route from the last one, and nothing is written to the disk. The module knows neither the terminal nor
//! the command line: what happens is reported to a [`ServeObserver`].

mod cached_files;
mod clock;
mod http;
mod lan_qr;
mod live_site;
mod snapshot;
#[cfg(test)]
mod tests;
mod watch_loop;
mod watcher;

use std::io;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use crate::content::DiskWorld;
use crate::diagnostic::{Diagnostics, Language, Message};
use crate::site::VisibilityOptions;

pub use clock::SiteClock;
pub(crate) use lan_qr::LanAddress;

use http::PreviewServer;
use live_site::{LiveConfig, LiveSite};

/// Options of the preview server.
pub struct ServeOptions {
    /// The site's folder.
    pub root: PathBuf,
    /// The address that stands in for that of `site.yaml`.
    pub base_url: Option<String>,
    /// The clock of the site.
    pub clock: SiteClock,
    /// Documents that are shown beside the published ones.
    pub showing: VisibilityOptions,
    /// True if pages follow the files; otherwise they are what a build would write, byte for byte.
    pub is_live: bool,
    /// True if warnings count as errors.
    pub strict: bool,
    /// The address to listen at.
    pub host: IpAddr,
    /// The port, or the first free one after it.
    pub port: u16,
    /// True if the folder is scanned again and again instead of watched.
    pub poll: bool,
    /// The language of messages.
    pub language: Language,
}

/// Addresses at which the preview is reached, with the token where one is needed.
#[derive(Clone, Debug)]
pub struct ServerInfo {
    /// The home page, from this machine.
    pub home: String,
    /// The editor's desk, from this machine.
    pub desk: String,
    /// The home page from a phone in the same network, when other machines may connect and this one's address is known.
    pub phone: Option<LanAddress>,
    /// True if other machines may connect.
    pub is_shared: bool,
    /// The port that is listened at.
    pub port: u16,
}

/// Observer of what happens while a site is served.
pub trait ServeObserver: Send + Sync {
    /// The preview can be requested.
    fn ready(&self, server: &ServerInfo);
    /// A message that everyone should read.
    fn notice(&self, message: &Message);
    /// Diagnostics that were not reported before; `is_mended` if none are left.
    fn diagnostics(&self, newly: &Diagnostics, is_mended: bool);
}

/// Serves a site until it is interrupted; fails if the server cannot start.
pub fn serve(options: &ServeOptions, observer: &Arc<dyn ServeObserver>) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    // Before the site is read: a port that cannot be had is reported at once.
    let listener = runtime.block_on(http::bind(options.host, options.port))?;
    let at = listener.local_addr()?;
    let live = Arc::new(open(options, Arc::clone(observer)));
    let preview = PreviewServer::new(Arc::clone(&live), at, options.is_live, options.language);
    let preview = Arc::new(preview);
    observer.ready(&preview.server_info());
    spawn_threads(&live, options.poll)?;
    runtime.block_on(async {
        let serving = tokio::spawn(preview.serve(listener));
        let interrupted = tokio::signal::ctrl_c().await;
        serving.abort();
        interrupted
    })?;
    // Do not wait for open event streams.
    runtime.shutdown_background();
    Ok(())
}

fn open(options: &ServeOptions, observer: Arc<dyn ServeObserver>) -> LiveSite {
    // The system reports real paths.
    let root = options
        .root
        .canonicalize()
        .unwrap_or_else(|_| options.root.clone());
    LiveSite::open(LiveConfig {
        world: Arc::new(DiskWorld::new(root.clone(), options.clock.now())),
        root,
        base_url: options.base_url.clone(),
        clock: options.clock,
        showing: options.showing,
        strict: options.strict,
        observer,
    })
}

/// Starts the threads that follow the files and check the site.
fn spawn_threads(live: &Arc<LiveSite>, poll: bool) -> io::Result<()> {
    let watched = Arc::clone(live);
    let checked = Arc::clone(live);
    std::thread::Builder::new()
        .name("watch".into())
        .spawn(move || watch_loop::watch(&watched, poll))?;
    std::thread::Builder::new()
        .name("check".into())
        .spawn(move || checked.check_forever())?;
    live.request_check();
    Ok(())
}

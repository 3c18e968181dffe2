//! `pufa serve`: where an editor lives. A file is saved, and the browser shows it.
//!
//! The folder is read once; from then on what changed is read, and nothing else (`workshop`). Every change makes
//! another [`Snapshot`]; a request renders its route from the last one, and nothing is written to the disk. The room
//! knows neither the terminal nor the command line: what happens is told to an [`Audience`].

mod clock;
mod http;
mod lan_qr;
mod last_good;
mod listing;
mod live_site;
mod snapshot;
mod texts;
mod theme;
mod watch_loop;
mod watcher;
mod workshop;

use std::io;
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use crate::content::DiskWorld;
use crate::diagnostic::{Diagnostics, Language, Message};
use crate::site::VisibilityOptions;

pub use clock::SiteClock;
pub use http::{FilePart, HttpRequest, HttpResponse, ResponseBody};
pub use lan_qr::LanAddress;
pub use live_site::{Revision, Served};
pub use snapshot::Snapshot;

use http::PreviewState;
use live_site::{LiveConfig, LiveSite};

/// What is to be served, and how.
pub struct ServeOptions {
    /// The site's folder.
    pub root: PathBuf,
    /// The address that stands in for that of `site.yaml`.
    pub base_url: Option<String>,
    /// What time it is for the site.
    pub clock: SiteClock,
    /// What is shown beside the published documents.
    pub showing: VisibilityOptions,
    /// Whether pages follow the files; else they are what a build would write, byte for byte.
    pub is_live: bool,
    /// Whether warnings count as errors.
    pub strict: bool,
    /// Where one listens.
    pub host: IpAddr,
    /// The port, or the first free one after it.
    pub port: u16,
    /// Whether the folder is looked at again and again instead of listened at.
    pub poll: bool,
    /// The language of messages.
    pub language: Language,
}

/// How a preview is reached: whole addresses, with the token where one is needed.
#[derive(Clone, Debug)]
pub struct ServerInfo {
    /// The home page, from this machine.
    pub home: String,
    /// The editor's desk, from this machine.
    pub desk: String,
    /// The home page from a phone in the same network, when other machines may ask and this one's address is known.
    pub phone: Option<LanAddress>,
    /// Whether other machines may ask.
    pub is_shared: bool,
    /// The port that was had.
    pub port: u16,
}

/// Who hears what happens while a site is served.
pub trait ServeObserver: Send + Sync {
    /// The preview can be looked at.
    fn ready(&self, opened: &ServerInfo);
    /// Something that everyone should know.
    fn hear(&self, says: &Message);
    /// What was found that was not known before; `is_mended` when nothing is wrong any more.
    fn found(&self, newly: &Diagnostics, is_mended: bool);
}

/// Serves a site until it is interrupted; errors when nobody can be served.
pub fn serve(options: &ServeOptions, audience: &Arc<dyn ServeObserver>) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    // Before the reading: a port that cannot be had is told at once.
    let listener = runtime.block_on(http::bind(options.host, options.port))?;
    let at = listener.local_addr()?;
    let studio = Arc::new(open(options, Arc::clone(audience)));
    let preview = PreviewState::new(Arc::clone(&studio), at, options.is_live, options.language);
    let preview = Arc::new(preview);
    audience.ready(&preview.opened());
    follow(&studio, options.poll)?;
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

fn open(options: &ServeOptions, audience: Arc<dyn ServeObserver>) -> LiveSite {
    // The system names what changed by its real path.
    let root = options
        .root
        .canonicalize()
        .unwrap_or_else(|_| options.root.clone());
    let world = DiskWorld::new(root, options.clock.now());
    let setting = LiveConfig {
        world,
        clock: options.clock,
        showing: options.showing,
        strict: options.strict,
        audience,
    };
    LiveSite::open(setting, options.base_url.clone())
}

/// Starts the threads that follow the files and check the site.
fn follow(studio: &Arc<LiveSite>, poll: bool) -> io::Result<()> {
    let (watched, checked) = (Arc::clone(studio), Arc::clone(studio));
    std::thread::Builder::new()
        .name("watch".into())
        .spawn(move || watch_loop::watch(&watched, poll))?;
    std::thread::Builder::new()
        .name("check".into())
        .spawn(move || checked.check_forever())?;
    studio.ask_for_check();
    Ok(())
}

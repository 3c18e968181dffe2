//! The live site over a world in memory, without a watcher, a network or a wait.

mod scene;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{ServeObserver, ServerInfo};
use crate::build::tests::site::{SiteEdit, TestSite, beginning, edit, instant};
use crate::build::tests::tables::{CLOCK, DOCUMENTS};
use crate::diagnostic::{Diagnostics, Message};
use scene::{Delivery, Scene};

/// Observer that ignores everything.
pub(super) struct SilentServeObserver;

impl ServeObserver for SilentServeObserver {
    fn ready(&self, _: &ServerInfo) {}
    fn notice(&self, _: &Message) {}
    fn diagnostics(&self, _: &Diagnostics, _: bool) {}
}

/// Folders that are removed and moved, some of them into each other.
const FOLDERS: [&str; 6] = [
    "content/villages",
    "content/qa",
    "content/cases/j",
    "content/old",
    "content/old/villages",
    "content/plan",
];

/// Incident of a site while it is served.
#[derive(Clone, Debug)]
enum Step {
    /// An edit, reported in some way.
    Edit(SiteEdit, Delivery),
    /// Several edits that are reported together, as of another branch that is checked out.
    Checkout(Vec<SiteEdit>, Delivery),
    /// A file is written as far as this, and the rest with the next event.
    HalfWritten(usize, Index, Delivery),
    /// A folder and everything in it goes.
    RemoveFolder(&'static str, Delivery),
    /// A folder and everything in it takes another place.
    MoveFolder(&'static str, &'static str, Delivery),
    /// The system begins or ceases to refuse a document.
    Refuse(usize, Delivery),
    /// A folder begins or ceases to be one that cannot be listed.
    Unlist(&'static str, Delivery),
    /// One of the events that are late comes.
    Deliver(Index),
    /// One of the events that came before comes again.
    Repeat(Index),
    /// The system has lost events.
    Rescan,
    /// So many milliseconds pass.
    Wait(u16),
    /// The clock is set to another instant.
    Clock(usize),
    /// A browser requests a page.
    Visit(Index),
}

fn step() -> impl Strategy<Value = Step> {
    let delivery = || {
        select(
            &[
                Delivery::AtOnce,
                Delivery::Twice,
                Delivery::InProgress,
                Delivery::Late,
            ][..],
        )
    };
    let folder = || select(&FOLDERS[..]);
    let cut = (0..DOCUMENTS.len(), any::<Index>(), delivery());
    prop_oneof![
        12 => (edit(), delivery()).prop_map(|(edit, delivery)| Step::Edit(edit, delivery)),
        3 => (prop::collection::vec(of_branch(), 2..6), delivery()).prop_map(|(edits, delivery)| Step::Checkout(edits, delivery)),
        2 => cut.prop_map(|(document, cut, delivery)| Step::HalfWritten(document, cut, delivery)),
        1 => (folder(), delivery()).prop_map(|(folder, delivery)| Step::RemoveFolder(folder, delivery)),
        2 => (folder(), folder(), delivery()).prop_map(|(from, to, delivery)| Step::MoveFolder(from, to, delivery)),
        1 => (0..DOCUMENTS.len(), delivery()).prop_map(|(document, delivery)| Step::Refuse(document, delivery)),
        1 => (folder(), delivery()).prop_map(|(folder, delivery)| Step::Unlist(folder, delivery)),
        3 => any::<Index>().prop_map(Step::Deliver),
        1 => any::<Index>().prop_map(Step::Repeat),
        1 => Just(Step::Rescan),
        4 => select(&[5_u16, 60, 90, 120, 450, 600][..]).prop_map(Step::Wait),
        2 => (0..CLOCK.len()).prop_map(Step::Clock),
        4 => any::<Index>().prop_map(Step::Visit),
    ]
}

/// An edit that is likely to change how documents are parsed, or which there are.
fn of_branch() -> impl Strategy<Value = SiteEdit> {
    prop_oneof![
        2 => edit(),
        1 => select(&[0_usize, 5][..]).prop_map(SiteEdit::Settings),
        1 => (4..DOCUMENTS.len()).prop_map(SiteEdit::Remove),
    ]
}

fn run(first: TestSite, steps: &[Step]) -> Result<(), String> {
    let mut scene = Scene::open(first);
    for step in steps {
        match step {
            Step::Edit(edit, delivery) => scene.change(*delivery, |site| site.suffer(edit)),
            Step::Checkout(edits, delivery) => scene.change(*delivery, |site| {
                for edit in edits {
                    site.suffer(edit);
                }
            }),
            Step::HalfWritten(document, cut, delivery) => {
                scene.half_write(DOCUMENTS[*document], *cut, *delivery);
            }
            Step::RemoveFolder(folder, delivery) => scene.move_folder(folder, None, *delivery),
            Step::MoveFolder(from, to, delivery) => scene.move_folder(from, Some(to), *delivery),
            Step::Refuse(document, delivery) => scene.refuse(DOCUMENTS[*document], *delivery),
            Step::Unlist(folder, delivery) => scene.unlist(folder, *delivery),
            Step::Deliver(at) => scene.deliver(*at),
            Step::Repeat(at) => scene.repeat(*at),
            Step::Rescan => scene.rescan(),
            Step::Wait(milliseconds) => scene.wait(*milliseconds),
            Step::Clock(at) => scene.set_clock(instant(*at)),
            Step::Visit(at) => scene.visit(*at),
        }
    }
    scene.ends_as_fresh()
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 3000, ..ProptestConfig::default() })]

    #[test]
    fn a_live_site_ends_as_a_fresh_start_would(
        first in beginning(),
        steps in prop::collection::vec(step(), 1..16),
    ) {
        prop_assert_eq!(run(first, &steps), Ok(()));
    }
}

/// An entry of a plan's progress begins to count at its instant, and the page shows that without an edit.
#[test]
fn an_entry_of_progress_counts_from_its_instant() {
    const PLAN: &str = "---\ntitle: 要点\nprogress:\n- {item: 1, count: 2, date: 2026-11-24T00:00:25+08:00}\n---\n\
                        一、总体\n\n1.年内举办讲座2期。责任单位：市司法局\n";
    let mut site = TestSite::of_everything();
    site.write("content/plan/2026.md", PLAN.into());
    site.now = "2026-11-24T00:00:00+08:00".parse().unwrap_or_default();
    let mut scene = Scene::open(site);
    let status = |scene: &Scene| {
        let page = scene.page("plan/2026/items/1.html").unwrap_or_default();
        ["not_started", "done"].map(|status| page.contains(&format!("&quot;{status}&quot;")))
    };
    assert_eq!(status(&scene), [true, false]);
    scene.set_clock("2026-11-24T00:00:28+08:00".parse().unwrap_or_default());
    assert_eq!(status(&scene), [false, true]);
    assert_eq!(scene.ends_as_fresh(), Ok(()));
}

/// A document that the settings make faulty is reported although its own text did not change.
#[test]
fn a_document_is_judged_by_the_settings_as_they_are() {
    const SITE: &str = "title: 示例\nbase_url: https://pufa.example.cn/\n";
    let mut site = TestSite::of_everything();
    site.write(
        "content/site.yaml",
        format!("{SITE}venues: [{{id: parks, name: 公园}}]\n").into(),
    );
    site.write(
        "content/qa/camp.md",
        "---\ntitle: 题\ndate: 2026-01-01\nvenues: 公园\n---\n\n文\n".into(),
    );
    let mut scene = Scene::open(site);
    scene.change(Delivery::AtOnce, |site| {
        site.write("content/site.yaml", SITE.into());
    });
    assert_eq!(scene.ends_as_fresh(), Ok(()));
}

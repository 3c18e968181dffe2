//! Micro-benchmarks of hot modules: `cargo bench --bench micro`, or `-- growth` for one group.
//!
//! No disk: all input comes from memory. `cargo xtask bench` measures whole builds.

use std::fmt::Write as _;
use std::hint::black_box;

use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher};
use jiff::Timestamp;
use pufa::facade::content::{MemoryWorld, WorldTexts};
use pufa::facade::law::plan;
use pufa::facade::markdown::{
    self, ComponentFailure, ImageTarget, LinkResolver, LinkTarget, MarkdownOptions,
};
use pufa::facade::render::Renderer;
use pufa::facade::site::{DocumentId, RouteKind, Site, Taxonomy, VisibilityOptions};
use pufa::facade::sources::{Project, read};

/// Counts allocations too.
#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const NOW: &str = "2027-01-01T00:00:00Z";
const PLAN: &str = include_str!("../content/plan/2014.md");
/// Number of documents queried in a bench of growth.
const ASKED: usize = 500;

fn main() {
    divan::main();
}

/// Returns a body of about 2,000 characters.
fn body() -> String {
    let mut text = String::new();
    for section in 1..=6 {
        let _ = write!(text, "## 第{section}节\n\n");
        for _ in 0..4 {
            text.push_str("张某与李某因租金发生纠纷，**双方协商**没有结果，于是来到司法所寻求帮助，参见[往期](../a/000001.md)。");
            text.push_str(
                "《中华人民共和国民法典》规定，当事人应当按照约定全面履行自己的义务。\n\n",
            );
        }
        text.push_str(
            "- 保留好合同、收据\n- 签字之前逐条核对条款\n\n> 第十条　当事人依照约定办理。\n\n",
        );
    }
    text
}

/// Resolver that links everything to one page.
struct OnePage;

impl LinkResolver for OnePage {
    fn link(&self, _: &str) -> LinkTarget {
        LinkTarget::Page {
            href: "/a/000001.html".to_owned(),
        }
    }

    fn image(&self, destination: &str) -> ImageTarget {
        ImageTarget {
            src: destination.to_owned(),
            size: None,
        }
    }

    fn component(&self, _: &str, _: &serde_json::Value) -> Result<String, ComponentFailure> {
        Ok(String::new())
    }
}

#[divan::bench_group]
mod modules {
    use super::{
        Bencher, BytesCount, Fixture, MarkdownOptions, OnePage, PLAN, RouteKind, black_box, body,
        markdown, plan,
    };

    #[divan::bench]
    fn markdown_facts(bencher: Bencher<'_, '_>) {
        let (text, options) = (body(), MarkdownOptions::default());
        bencher
            .counter(BytesCount::of_str(&text))
            .bench(|| markdown::facts("a.md", black_box(&text), 0, &options));
    }

    #[divan::bench]
    fn markdown_html(bencher: Bencher<'_, '_>) {
        let (text, options) = (body(), MarkdownOptions::default());
        bencher
            .counter(BytesCount::of_str(&text))
            .bench(|| markdown::html("a.md", black_box(&text), 0, &options, &OnePage));
    }

    #[divan::bench]
    fn plan_parser(bencher: Bencher<'_, '_>) {
        let options = plan::PlanOptions::default();
        bencher
            .counter(BytesCount::of_str(PLAN))
            .bench(|| plan::parse("2014.md", black_box(PLAN), &options));
    }

    #[divan::bench]
    fn one_page(bencher: Bencher<'_, '_>) {
        Fixture::new(200).render(bencher, |what| matches!(what, RouteKind::Document(_)));
    }

    #[divan::bench]
    fn one_list(bencher: Bencher<'_, '_>) {
        Fixture::new(200).render(bencher, |what| matches!(what, RouteKind::Term { .. }));
    }
}

/// Queries on sites of different sizes: the cost must not grow with the site.
#[divan::bench_group(sample_count = 20)]
mod growth {
    use super::{
        ASKED, Bencher, DocumentId, Fixture, ItemsCount, RouteKind, Site, Taxonomy,
        VisibilityOptions, black_box,
    };

    const SIZES: [usize; 3] = [1_000, 4_000, 16_000];

    fn each(bencher: Bencher<'_, '_>, count: usize, ask: impl Fn(&Site, DocumentId) + Sync) {
        let fixture = Fixture::new(count);
        bencher.counter(ItemsCount::new(ASKED)).bench(|| {
            for &id in fixture
                .site
                .documents
                .list()
                .iter()
                .step_by(count / ASKED)
                .take(ASKED)
            {
                ask(&fixture.site, id);
            }
        });
    }

    #[divan::bench(args = SIZES)]
    fn related(bencher: Bencher<'_, '_>, count: usize) {
        each(bencher, count, |site, id| drop(black_box(site.related(id))));
    }

    #[divan::bench(args = SIZES)]
    fn neighbours(bencher: Bencher<'_, '_>, count: usize) {
        each(bencher, count, |site, id| {
            black_box(site.prev_next(id));
        });
    }

    #[divan::bench(args = SIZES)]
    fn links(bencher: Bencher<'_, '_>, count: usize) {
        each(bencher, count, |site, id| {
            black_box(site.destination(site.document(id), "../a/000001.md"));
        });
    }

    /// Renders a page of a term's list.
    #[divan::bench(args = SIZES)]
    fn term_page(bencher: Bencher<'_, '_>, count: usize) {
        Fixture::new(count).render(bencher, |what| {
            matches!(
                what,
                RouteKind::Term {
                    family: Taxonomy::Tags,
                    page: 2..,
                    ..
                }
            )
        });
    }

    /// Assembles a site: sections, terms, evidence, routes, checks; a fifth serves the plan.
    #[divan::bench(args = SIZES, sample_count = 5)]
    fn assemble(bencher: Bencher<'_, '_>, count: usize) {
        let fixture = Fixture::new(count);
        bencher.counter(ItemsCount::new(count)).bench(|| {
            Site::assemble(
                &fixture.project.sources,
                fixture.now,
                VisibilityOptions::default(),
            )
        });
    }
}

/// Site with a tag that all documents bear and a plan item that every fifth serves.
struct Fixture {
    world: MemoryWorld,
    project: Project,
    site: Site,
    now: Timestamp,
}

impl Fixture {
    fn new(count: usize) -> Self {
        let now = NOW.parse().unwrap_or(Timestamp::UNIX_EPOCH);
        let mut world = MemoryWorld::new(now)
            .with(
                "content/site.yaml",
                "title: 普法阵地\nbase_url: https://pufa.example.cn/\n",
            )
            .with(
                "content/plan/2026.md",
                "---\ntitle: 要点\nyear: 2026\n---\n\n1．普法。宣传法律。\n\n2．执法。公开清单。\n",
            );
        for number in 0..count {
            let (day, month, year) = (
                1 + number % 28,
                1 + number / 28 % 12,
                2012 + number / 336 % 14,
            );
            let plan = if number % 5 == 0 {
                "plan: [2026/1]\n"
            } else {
                ""
            };
            let tag = number % 40;
            let text = format!(
                "---\ntitle: 以案释法第{number}期\ndate: {year}-{month:02}-{day:02}\ntags: [普法, 标签{tag}]\n{plan}---\n\n## 一\n\n正文，见[前文](000001.md)。\n"
            );
            world = world.with(&format!("content/a/{number:06}.md"), text);
        }
        let (project, _) = read(&world, None);
        let (site, _) = Site::assemble(&project.sources, now, VisibilityOptions::default());
        Self {
            world,
            project,
            site,
            now,
        }
    }

    /// Measures the rendering of the last route of a kind.
    fn render(&self, bencher: Bencher<'_, '_>, is_wanted: impl Fn(&RouteKind) -> bool) {
        let route = self
            .site
            .routes()
            .iter()
            .rev()
            .find(|route| is_wanted(&route.kind));
        let (Some(route), Some(engine)) = (route, &self.project.engine) else {
            return;
        };
        let texts = WorldTexts::new(&self.world);
        let renderer = Renderer::new(&self.site, engine, &texts);
        bencher.bench(|| renderer.render(black_box(route)).is_ok());
    }
}

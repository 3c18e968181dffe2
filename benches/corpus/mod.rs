//! Corpus of Chinese legal-publicity articles, with the same bodies for pufa and for Hugo.

mod article;
mod random;
mod text;
mod words;

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use article::{Article, Part, name_of, venue_of};
use text::number;
use words::VENUES;

/// Number of articles per article that serves an item of the plan.
const SERVING: usize = 5;
/// Number of items of the plan.
const ITEMS: usize = 12;

/// Writes `count` articles to `content/` of a pufa site; with a plan, every fifth names an item.
pub(crate) fn for_pufa(content: &Path, count: usize, with_plan: bool) -> io::Result<()> {
    for (folder, _) in VENUES {
        fs::create_dir_all(content.join(folder))?;
    }
    if with_plan {
        fs::create_dir_all(content.join("plan"))?;
        fs::write(content.join("plan/2026.md"), plan())?;
    }
    each(content, count, |at, article| {
        let Article {
            title,
            date,
            summary,
            ..
        } = article;
        let tags = article.tags.join(", ");
        let item = (with_plan && at % SERVING == 0)
            .then(|| format!("plan: [2026/{}]\n", 1 + at / SERVING % ITEMS));
        let item = item.unwrap_or_default();
        let head = format!(
            "---\ntitle: {title}\ndate: {date}\ntags: [{tags}]\nsummary: {summary}\n{item}---\n"
        );
        head + &body(article, |to| {
            format!("../{}/{}.md", VENUES[venue_of(to)].0, name_of(to))
        })
    })
}

/// Writes the same articles into the `content/` of a Hugo site, with its sections.
pub(crate) fn for_hugo(content: &Path, count: usize) -> io::Result<()> {
    for (folder, title) in VENUES.into_iter().chain([
        ("documents", "全部文章"),
        ("tags", "标签"),
        ("", "普法阵地"),
    ]) {
        fs::create_dir_all(content.join(folder))?;
        fs::write(
            content.join(folder).join("_index.md"),
            format!("+++\ntitle = \"{title}\"\n+++\n"),
        )?;
    }
    each(content, count, |_, article| {
        let Article {
            title,
            date,
            summary,
            ..
        } = article;
        let tags: Vec<String> = article
            .tags
            .iter()
            .map(|tag| format!("\"{tag}\""))
            .collect();
        let head = format!(
            "+++\ntitle = \"{title}\"\ndate = {date}\ntags = [{}]\ndescription = \"{summary}\"\n+++\n",
            tags.join(", ")
        );
        head + &body(article, |to| {
            format!("/{}/{}/", VENUES[venue_of(to)].0, name_of(to))
        })
    })
}

/// Returns the path of an article under `content/`, without extension.
pub(crate) fn path_of(article: usize) -> String {
    format!("{}/{}", VENUES[venue_of(article)].0, name_of(article))
}

/// Returns true if a folder is a venue's.
pub(crate) fn is_venue(folder: &str) -> bool {
    VENUES.iter().any(|(venue, _)| *venue == folder)
}

/// Returns a work plan of twelve items.
fn plan() -> String {
    let head = "---\ntitle: 示例市2026年普法工作要点\ndate: 2026-01-05\nyear: 2026\n---\n\n为做好全市普法工作，制定本要点。\n";
    (1..=ITEMS).fold(head.to_owned(), |mut text, item| {
        let _ = write!(
            text,
            "\n{item}．开展第{}类普法宣传。年内至少举办{}期活动，发放资料，解答咨询。\n\n（责任单位：市司法局牵头，各乡镇政府、市有关部门负责）\n",
            number(item),
            item + 1
        );
        text
    })
}

fn each(content: &Path, count: usize, write: impl Fn(usize, &Article) -> String) -> io::Result<()> {
    (0..count).try_for_each(|at| {
        let article = article::article(at);
        let path = content
            .join(VENUES[article.venue].0)
            .join(format!("{}.md", article.name));
        fs::write(path, write(at, &article))
    })
}

fn body(article: &Article, address: impl Fn(usize) -> String) -> String {
    article.body.iter().fold("\n".to_owned(), |mut text, part| {
        match part {
            Part::Text(markdown) => text.push_str(markdown),
            Part::LinkTo(to) => {
                let _ = write!(text, "{}", address(*to));
            }
        }
        text
    })
}

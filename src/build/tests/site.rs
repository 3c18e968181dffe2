//! A small site in memory, and what may happen to it.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::content::{SourcePath, Stat, Unlisted, World};
use crate::site::Showing;

/// A site's files with their marks, and how it is to be built.
#[derive(Debug)]
pub(super) struct Site {
    /// Every path that was read, as often as it was.
    read: Mutex<Vec<SourcePath>>,
    files: BTreeMap<SourcePath, (u64, Vec<u8>)>,
    marks: u64,
    /// Whether files have just been written, so that they bear no marks.
    is_fresh: bool,
    heads: BTreeMap<String, BTreeMap<&'static str, &'static str>>,
    pub(super) now: Timestamp,
    pub(super) showing: Showing,
    pub(super) base_url: Option<&'static str>,
    pub(super) strict: bool,
}

impl World for Site {
    fn files(&self) -> (Vec<SourcePath>, Vec<Unlisted>) {
        (self.files.keys().cloned().collect(), Vec::new())
    }

    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        self.reads().push(path.clone());
        self.files.get(path).map(|(_, bytes)| bytes.clone()).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn head(&self, path: &SourcePath, limit: usize) -> io::Result<(Vec<u8>, u64)> {
        let bytes = self.read(path)?;
        let length = bytes.len() as u64;
        Ok((bytes.into_iter().take(limit).collect(), length))
    }

    fn stat(&self, path: &SourcePath) -> Option<Stat> {
        let (marks, _) = self.files.get(path)?;
        (!self.is_fresh).then(|| Stat::numbered(*marks))
    }

    fn now(&self) -> Timestamp {
        self.now
    }
}

const DOCUMENTS: [&str; 16] = [
    "villages/a.md",
    "villages/b.md",
    "qa/e.md",
    "about.md",
    "villages/c.md",
    "villages/_index.md",
    "schools/d.md",
    "qa/f.md",
    "notices/g.md",
    "laws/h.md",
    "events/i.md",
    "campaigns/week.md",
    "cases/j/index.md",
    "plan/2026.md",
    "plan/2025.md",
    "_index.md",
];

/// The values that a key may take; `""` takes the key away.
const VALUES: [(&str, &[&str]); 24] = [
    ("title", &["甲", "乙", "丙：丁"]),
    ("date", &["2026-11-01", "2026-11-20", "2026-11-24 12:00", "2026-12-01", "2025-05-05"]),
    ("tags", &["", "[宪法]", "[宪法, 民法典]", "[民法典]", "[反诈]"]),
    ("summary", &["", "一句话。", "另一句。"]),
    ("draft", &["", "true"]),
    ("publish", &["", "2026-11-24 10:00", "2026-11-25"]),
    ("expires", &["", "2026-11-24", "2026-11-26 09:00"]),
    ("weight", &["", "-1", "5"]),
    ("slug", &["", "other", "a"]),
    ("aliases", &["", "[/old.html]", "[/old/]", "[/older/a.html, /older/b/]"]),
    ("campaign", &["", "week", "weak"]),
    ("plan", &["", "[1]", "[\"2026/2\"]", "[{item: 1, count: 2}]", "[9]"]),
    ("venues", &["", "[schools]", "[villages, schools]"]),
    ("kind", &["", "notice", "case", "event"]),
    ("start", &["2026-11-24", "2026-11-23 09:00", "2026-12-04"]),
    ("end", &["2026-11-24 18:00", "2026-12-10"]),
    ("cover", &["", "/villages/p.png"]),
    ("files", &["", "[/villages/doc.pdf]"]),
    ("laws", &["", "[甲]", "[《乙》]"]),
    ("effective", &["2026-01-01", "2027-01-01"]),
    ("menu", &["", "true"]),
    ("updated", &["", "2026-11-22", "2026-11-23 08:00"]),
    (
        "channels",
        &["", "{wechat: {title: 别名, cover: /villages/p.png}}", "{weibo: false}", "{none: {order: 1}}"],
    ),
    ("extra", &["", "{ratio: 0.1, list: [1, x]}", "{ratio: 0.30000000000000004}"]),
];

/// The last three have errors, most often or always.
/// A first paragraph that fills a summary, whatever follows.
macro_rules! after_a_long_beginning {
    ($rest:literal) => {
        concat!(
            "很长的第一段，说的是大家都要知道的事情，一句接一句，一句接一句，一句接一句，一句接一句，一句接一句，",
            "一句接一句，一句接一句，一句接一句，一句接一句，一句接一句，一句接一句，一句接一句，一句接一句，到这里。",
            "还有第二句，还有第二句，还有第二句，还有第二句，还有第二句，还有第二句，还有第二句，还有第二句，还有第二句。\n\n",
            $rest
        )
    };
}

const BODIES: [&str; 19] = [
    "正文。\n",
    "另一段正文，长一些。\n\n## 一\n\n话。\n\n## 二\n\n话。\n\n### 三\n\n话。\n",
    "看[那里](/villages/a.md)和[这里](/qa/e.md)。\n",
    "看[栏目](/villages/)、[外面](https://example.cn/)。\n",
    "![图](/villages/p.png)\n\n[下载](/villages/doc.pdf)\n",
    "# 正文里的标题\n\n## 一\n\n正文。[关于](/about.md)\n",
    "<script>坏</script>\n\n> [!X] 怪\n\n句子。\n",
    "```rust\nfn main() {}\n```\n",
    "注[^1]。\n\n[^1]: 脚注。\n",
    "看[甲](/villages/b.md)。![](/villages/p.png)\n",
    "㈠举办讲座2期。（牵头单位：市司法局）\n\n㈡12月底前印发手册。（牵头单位：市教育局）\n",
    "一、总体\n\n1.开展宣传。责任单位：市司法局\n\n2.年内至少举办3次培训。责任单位：市教育局\n\n3.其他。\n",
    after_a_long_beginning!("完。\n"),
    after_a_long_beginning!("再说。![图](/villages/p.png)\n"),
    after_a_long_beginning!("再说。[那里](/villages/a.md)\n"),
    after_a_long_beginning!("再说。![](/villages/p.png)[怪](javascript:x)\n"),
    "看[标签](/tags/宪法/)和[年](/archive/2026/)。\n",
    "看[那一节](/villages/a.md#一)，[同栏目](f.md)。\n",
    "看[没有的](nowhere.md)。\n",
];

const SETTINGS: [&str; 12] = [
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\n",
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\npage_size: 2\n",
    "title: 别的网\nbase_url: https://pufa.example.cn/p/\ntheme: tiny\nurls: directory\n",
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\noutputs: {tags: false, sitemap: false}\n",
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\nmenu:\n- {name: 问, to: qa}\n- {name: 关于, to: about.md}\n",
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\nhtml: escape\nvenues:\n- 网络\n",
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\noutputs: {sections: false}\n",
    "title: 网\ntheme: tiny\nunknown: 1\n",
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\npage_size: 3\noutputs: {miniprogram: true}\n\
     feeds: {families: [site, sections, venues, campaigns, tags, kinds], entries: 3}\n",
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\nurls: directory\noutputs: {miniprogram: true}\n\
     feeds: {families: [site, tags], full_text: false}\nplan: {publish_overdue: true}\n\
     channels:\n- {kind: wechat, filter: {venues: [villages]}, options: {cover: villages/p.png}}\n",
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\nchannels:\n\
     - {kind: wechat, name: 局, filter: {campaign: week}}\n- {kind: weibo, options: {cover: villages/p.png}}\n",
    "title: 网\nbase_url: https://pufa.example.cn/\ntheme: tiny\noutputs: {feeds: false}\n",
];

/// The settings of a site without feeds.
pub(super) const NO_FEEDS: usize = SETTINGS.len() - 1;

const FILES: [(&str, &[&[u8]]); 5] = [
    ("content/villages/p.png", &[PNG, b"no picture", b""]),
    ("content/villages/doc.pdf", &[b"one", b"two!", b"three, longer"]),
    ("content/cases/j/p.png", &[PNG, b""]),
    ("content/units.yaml", &["市司法局: [司法局]\n".as_bytes(), b""]),
    ("content/qa/e/doc.pdf", &[b"owned", b""]),
];

/// The head of a picture of 2 by 1 pixels.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x01\x08\x06\0\0\0";

/// Each template shows all that it is given.
const TEMPLATES: [(&str, &str); 15] = [
    ("base.html", "{{ page }}|{{ site }}"),
    ("home.html", "{{ home }}|{{ page }}|{{ site }}"),
    ("document.html", "{{ document }}|{{ page }}|{{ site }}"),
    ("list.html", "{{ list }}|{{ page }}"),
    ("section.html", "{{ section }}|{{ list }}|{{ page }}|{{ site }}"),
    ("terms.html", "{{ terms }}|{{ page }}|{{ site }}"),
    ("feeds.html", "{{ feeds }}|{{ page }}"),
    ("plan.html", "{{ document }}|{{ plan }}|{{ progress }}|{{ page }}|{{ site }}"),
    ("plan_item.html", "{{ item }}|{{ page }}"),
    ("plan_board.html", "{{ plan }}|{{ board }}|{{ page }}"),
    ("plan_unit.html", "{{ unit }}|{{ page }}"),
    ("plan_units.html", "{{ units }}|{{ page }}"),
    ("plan_years.html", "{{ years }}|{{ page }}"),
    ("redirect.html", "{{ redirect }}|{{ page }}"),
    ("law.html", "{{ document.title }}|{{ asset(name=\"s.css\") }}"),
];

const CLOCK: [&str; 8] = [
    "2026-11-23T23:59:59+08:00",
    "2026-11-24T00:00:00+08:00",
    "2026-11-24T11:59:59+08:00",
    "2026-11-24T12:00:00+08:00",
    "2026-11-24T18:00:00+08:00",
    "2026-11-26T09:00:00+08:00",
    "2026-12-05T00:00:00+08:00",
    "2027-01-02T00:00:00+08:00",
];

/// The documents, at the front of the list, that links lead to.
const TARGETS: usize = 4;

/// What may happen between two builds.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    Body(usize, usize),
    Key(usize, usize, Index),
    Remove(usize),
    Rename(usize, usize),
    File(usize, Index),
    Settings(usize),
    Template(usize, usize),
    Asset(usize),
    ThemeOption(usize),
    Clock(usize),
    Checkout,
    Fresh(bool),
    Drafts(bool),
    Future(bool),
    Base(bool),
    Strict(bool),
    Output(Index, bool),
    Record(usize, Damage),
}

/// What may happen to a record.
#[derive(Clone, Debug)]
pub(super) enum Damage {
    Gone,
    Cut(Index),
    Flip(Index),
}

fn body() -> impl Strategy<Value = usize> {
    prop_oneof![20 => 0..12_usize, 20 => 12..16_usize, 1 => 16..BODIES.len()]
}

pub(super) fn edit() -> impl Strategy<Value = Edit> {
    let document = || 0..DOCUMENTS.len();
    let other = || prop_oneof![20 => TARGETS..DOCUMENTS.len(), 1 => 0..TARGETS];
    let index = any::<Index>;
    let damage =
        prop_oneof![Just(Damage::Gone), index().prop_map(Damage::Cut), index().prop_map(Damage::Flip),];
    prop_oneof![
        6 => (document(), body()).prop_map(|(document, body)| Edit::Body(document, body)),
        8 => (document(), 0..VALUES.len(), index()).prop_map(|(document, key, value)| Edit::Key(document, key, value)),
        2 => other().prop_map(Edit::Remove),
        1 => (other(), other()).prop_map(|(from, to)| Edit::Rename(from, to)),
        2 => (0..FILES.len(), index()).prop_map(|(file, form)| Edit::File(file, form)),
        1 => (0..SETTINGS.len()).prop_map(Edit::Settings),
        1 => (0..TEMPLATES.len(), prop_oneof![8 => 0..2_usize, 1 => Just(2)]).prop_map(|(template, form)| Edit::Template(template, form)),
        1 => (0..3_usize).prop_map(Edit::Asset),
        1 => (0..3_usize).prop_map(Edit::ThemeOption),
        3 => (0..CLOCK.len()).prop_map(Edit::Clock),
        1 => Just(Edit::Checkout),
        1 => any::<bool>().prop_map(Edit::Fresh),
        1 => any::<bool>().prop_map(Edit::Drafts),
        1 => any::<bool>().prop_map(Edit::Future),
        1 => any::<bool>().prop_map(Edit::Base),
        1 => prop::bool::weighted(0.2).prop_map(Edit::Strict),
        2 => (index(), any::<bool>()).prop_map(|(output, is_gone)| Edit::Output(output, is_gone)),
        2 => (0..2_usize, damage).prop_map(|(record, damage)| Edit::Record(record, damage)),
    ]
}

/// A site to begin with: some documents, each with a body and some values.
pub(super) fn beginning() -> impl Strategy<Value = Site> {
    let documents = prop::collection::btree_map(select(&DOCUMENTS[..]), 0..16_usize, 2..14);
    let keys = prop::collection::vec((0..DOCUMENTS.len(), 0..VALUES.len(), any::<Index>()), 0..24);
    (documents, keys, 0..SETTINGS.len()).prop_map(|(documents, keys, settings)| {
        let mut site = Site::empty();
        site.suffer(&Edit::Settings(settings));
        for (path, body) in documents {
            // Most plans have items.
            let body = if path.starts_with("plan/") && body < 12 { 10 + body % 2 } else { body };
            site.body(path, body);
        }
        for (document, key, value) in keys {
            site.key(DOCUMENTS[document], key, value);
        }
        site
    })
}

fn instant(at: usize) -> Timestamp {
    CLOCK[at].parse().unwrap_or(Timestamp::UNIX_EPOCH)
}

impl Site {
    /// The settings, a theme, two files, and the documents that links lead to.
    fn empty() -> Self {
        let mut site = Self {
            read: Mutex::default(),
            files: BTreeMap::new(),
            marks: 0,
            is_fresh: false,
            heads: BTreeMap::new(),
            now: instant(1),
            showing: Showing::default(),
            base_url: None,
            strict: false,
        };
        for (path, forms) in FILES.iter().take(2) {
            site.write(path, forms[0].to_vec());
        }
        for (name, text) in TEMPLATES {
            site.write(&format!("themes/tiny/templates/{name}"), text.into());
        }
        site.write("themes/tiny/theme.yaml", "extends: none\n".into());
        site.write("themes/tiny/static/s.css", "a{}".into());
        site.write("content/site.yaml", SETTINGS[0].into());
        for path in &DOCUMENTS[..TARGETS] {
            site.body(path, 0);
        }
        site
    }

    /// A site that has a document of every kind.
    pub(super) fn of_everything() -> Self {
        let mut site = Self::empty();
        for (at, path) in
            DOCUMENTS.iter().enumerate().skip(TARGETS).filter(|(_, path)| !path.contains("2025"))
        {
            site.body(path, at % 10);
        }
        site.body("plan/2026.md", 10);
        site
    }

    fn reads(&self) -> MutexGuard<'_, Vec<SourcePath>> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The documents that have been read since; each once, in the order of paths.
    pub(super) fn documents_read(&self) -> Vec<String> {
        let read: BTreeSet<SourcePath> = std::mem::take(&mut *self.reads()).into_iter().collect();
        read.iter().filter(|path| path.extension() == "md").map(ToString::to_string).collect()
    }

    fn write(&mut self, path: &str, bytes: Vec<u8>) {
        self.marks += 1;
        self.files.insert(SourcePath::from(path), (self.marks, bytes));
    }

    fn remove(&mut self, path: &str) {
        self.files.remove(&SourcePath::from(path));
    }

    fn body(&mut self, document: &str, body: usize) {
        let head = self.heads.entry(document.to_owned()).or_insert_with(|| {
            BTreeMap::from([
                ("title", "题"),
                ("date", "2026-11-02"),
                ("start", "2026-11-24"),
                ("end", "2026-11-25"),
                ("effective", "2026-01-01"),
            ])
        });
        let mut text = "---\n".to_owned();
        for (key, value) in head.iter().filter(|(_, value)| !value.is_empty()) {
            text.extend([key, ": ", value, "\n"]);
        }
        text += "---\n";
        text += BODIES[body];
        self.write(&format!("content/{document}"), text.into_bytes());
    }

    fn key(&mut self, document: &str, key: usize, value: Index) {
        let (key, values) = VALUES[key];
        let Some(head) = self.heads.get_mut(document) else { return };
        head.insert(key, values[value.index(values.len())]);
        let path = SourcePath::new(format!("content/{document}"));
        let Some((_, bytes)) = self.files.get(&path) else { return };
        let text = String::from_utf8_lossy(bytes);
        let body = BODIES.iter().position(|body| text.ends_with(&format!("---\n{body}"))).unwrap_or(0);
        self.body(document, body);
    }

    /// Lets something happen to the site; what happens to the output folder is not its affair.
    pub(super) fn suffer(&mut self, edit: &Edit) {
        match edit {
            Edit::Body(document, body) => self.body(DOCUMENTS[*document], *body),
            Edit::Key(document, key, value) => self.key(DOCUMENTS[*document], *key, *value),
            Edit::Remove(document) => self.remove(&format!("content/{}", DOCUMENTS[*document])),
            Edit::Rename(from, to) => {
                let path = |at: &usize| SourcePath::new(format!("content/{}", DOCUMENTS[*at]));
                if let Some(file) = self.files.remove(&path(from)) {
                    self.files.insert(path(to), file);
                }
            }
            Edit::File(file, form) => {
                let (path, forms) = FILES[*file];
                match form.index(4 * forms.len() + 1) {
                    0 => self.remove(path),
                    form => self.write(path, forms[form % forms.len()].to_vec()),
                }
            }
            Edit::Settings(form) => self.write("content/site.yaml", SETTINGS[*form].into()),
            Edit::Template(template, form) => {
                let (name, text) = TEMPLATES[*template];
                let text = format!("{}{text}", ["", "新", "{{ none.such }}"][*form]);
                self.write(&format!("themes/tiny/templates/{name}"), text.into_bytes());
            }
            Edit::Asset(form) => self.write("themes/tiny/static/s.css", ["a{}", "b{}", ""][*form].into()),
            Edit::ThemeOption(form) => {
                let text =
                    ["extends: none\n", "extends: none\noptions: {colour: red}\n", "extends: none\nx: 1\n"]
                        [*form];
                self.write("themes/tiny/theme.yaml", text.into());
            }
            Edit::Clock(at) => self.now = instant(*at),
            Edit::Checkout => {
                for (marks, _) in self.files.values_mut() {
                    self.marks += 1;
                    *marks = self.marks;
                }
            }
            Edit::Fresh(is_fresh) => self.is_fresh = *is_fresh,
            Edit::Drafts(shown) => self.showing.drafts = *shown,
            Edit::Future(shown) => self.showing.future = *shown,
            Edit::Base(other) => self.base_url = other.then_some("https://other.example.cn/"),
            Edit::Strict(strict) => self.strict = *strict,
            Edit::Output(..) | Edit::Record(..) => {}
        }
    }
}

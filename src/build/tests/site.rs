//! Small site in memory, and edits of it.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use parking_lot::{Mutex, MutexGuard};

use jiff::Timestamp;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::faults::FaultMap;
use super::tables::{
    BODIES, CLOCK, DOCUMENTS, FILES, SETTINGS, TARGETS, TEMPLATES, VALUES, further_templates,
};
use crate::content::{FileFingerprint, FolderScan, SourcePath, World, is_within};
use crate::site::VisibilityOptions;

/// Files of a site with their fingerprints, and the parameters of its build.
#[derive(Debug)]
pub(crate) struct TestSite {
    /// Every path that was read, as often as it was.
    read: Mutex<Vec<SourcePath>>,
    files: BTreeMap<SourcePath, (u64, Vec<u8>)>,
    marks: u64,
    /// True if files have just been written, so that they have no fingerprint.
    is_fresh: bool,
    heads: BTreeMap<String, BTreeMap<&'static str, &'static str>>,
    pub(crate) now: Timestamp,
    pub(crate) showing: VisibilityOptions,
    pub(crate) base_url: Option<&'static str>,
    pub(crate) strict: bool,
    pub(crate) keeps_going: bool,
    /// Faults of its files.
    pub(crate) faults: FaultMap,
}

impl World for TestSite {
    fn scan(&self, at: &str) -> FolderScan {
        let is_listed =
            |path: &&SourcePath| is_within(path.as_str(), at) && !self.faults.is_unlisted(path);
        let listed = self.files.keys().filter(is_listed);
        FolderScan {
            files: listed
                .map(|path| (path.clone(), self.fingerprint(path)))
                .collect(),
            errors: self.faults.errors(at),
            has_links: false,
        }
    }

    fn read(&self, path: &SourcePath) -> io::Result<Vec<u8>> {
        self.reads().push(path.clone());
        let (_, bytes) = self.files.get(path).ok_or(io::ErrorKind::NotFound)?;
        self.faults.read(path, bytes)
    }

    fn head(&self, path: &SourcePath, limit: usize) -> io::Result<(Vec<u8>, u64)> {
        let bytes = self.read(path)?;
        let length = bytes.len() as u64;
        Ok((bytes.into_iter().take(limit).collect(), length))
    }

    fn now(&self) -> Timestamp {
        self.now
    }
}

/// Edit between two builds.
#[derive(Clone, Debug)]
pub(crate) enum SiteEdit {
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
    Record(usize, RecordDamage),
}

/// Damage of a cache file.
#[derive(Clone, Debug)]
pub(crate) enum RecordDamage {
    Gone,
    Cut(Index),
    Flip(Index),
}

fn body() -> impl Strategy<Value = usize> {
    prop_oneof![20 => 0..12_usize, 20 => 12..16_usize, 1 => 16..BODIES.len()]
}

pub(crate) fn edit() -> impl Strategy<Value = SiteEdit> {
    let document = || 0..DOCUMENTS.len();
    let other = || prop_oneof![20 => TARGETS..DOCUMENTS.len(), 1 => 0..TARGETS];
    let index = any::<Index>;
    let damage = prop_oneof![
        Just(RecordDamage::Gone),
        index().prop_map(RecordDamage::Cut),
        index().prop_map(RecordDamage::Flip),
    ];
    prop_oneof![
        6 => (document(), body()).prop_map(|(document, body)| SiteEdit::Body(document, body)),
        8 => (document(), 0..VALUES.len(), index()).prop_map(|(document, key, value)| SiteEdit::Key(document, key, value)),
        2 => other().prop_map(SiteEdit::Remove),
        1 => (other(), other()).prop_map(|(from, to)| SiteEdit::Rename(from, to)),
        2 => (0..FILES.len(), index()).prop_map(|(file, form)| SiteEdit::File(file, form)),
        1 => (0..SETTINGS.len()).prop_map(SiteEdit::Settings),
        1 => (0..TEMPLATES.len(), prop_oneof![8 => 0..2_usize, 1 => Just(2)]).prop_map(|(template, form)| SiteEdit::Template(template, form)),
        1 => (0..3_usize).prop_map(SiteEdit::Asset),
        1 => (0..3_usize).prop_map(SiteEdit::ThemeOption),
        3 => (0..CLOCK.len()).prop_map(SiteEdit::Clock),
        1 => Just(SiteEdit::Checkout),
        1 => any::<bool>().prop_map(SiteEdit::Fresh),
        1 => any::<bool>().prop_map(SiteEdit::Drafts),
        1 => any::<bool>().prop_map(SiteEdit::Future),
        1 => any::<bool>().prop_map(SiteEdit::Base),
        1 => prop::bool::weighted(0.2).prop_map(SiteEdit::Strict),
        2 => (index(), any::<bool>()).prop_map(|(output, is_gone)| SiteEdit::Output(output, is_gone)),
        2 => (0..2_usize, damage).prop_map(|(record, damage)| SiteEdit::Record(record, damage)),
    ]
}

/// Initial site: some documents, each with a body and some values.
pub(crate) fn beginning() -> impl Strategy<Value = TestSite> {
    let documents = prop::collection::btree_map(select(&DOCUMENTS[..]), 0..16_usize, 2..14);
    let keys = prop::collection::vec((0..DOCUMENTS.len(), 0..VALUES.len(), any::<Index>()), 0..24);
    (documents, keys, 0..SETTINGS.len()).prop_map(|(documents, keys, settings)| {
        let mut site = TestSite::empty();
        site.suffer(&SiteEdit::Settings(settings));
        for (path, body) in documents {
            // Most plans have items.
            let body = if path.starts_with("plan/") && body < 12 {
                10 + body % 2
            } else {
                body
            };
            site.body(path, body);
        }
        for (document, key, value) in keys {
            site.key(DOCUMENTS[document], key, value);
        }
        site
    })
}

/// Instant of the table.
pub(crate) fn instant(at: usize) -> Timestamp {
    CLOCK[at].parse().unwrap_or(Timestamp::UNIX_EPOCH)
}

impl TestSite {
    /// Site with settings, a theme, two files, and the documents that links lead to.
    fn empty() -> Self {
        let mut site = Self {
            read: Mutex::default(),
            files: BTreeMap::new(),
            marks: 0,
            is_fresh: false,
            heads: BTreeMap::new(),
            now: instant(1),
            showing: VisibilityOptions::default(),
            base_url: None,
            strict: false,
            keeps_going: false,
            faults: FaultMap::default(),
        };
        for (path, forms) in FILES.iter().take(2) {
            site.write(path, forms[0].to_vec());
        }
        for (name, text) in TEMPLATES {
            site.write(&format!("themes/tiny/templates/{name}"), text.into());
        }
        for (name, text) in further_templates() {
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

    /// Site with a document of every kind.
    pub(crate) fn of_everything() -> Self {
        let mut site = Self::empty();
        for (at, path) in DOCUMENTS
            .iter()
            .enumerate()
            .skip(TARGETS)
            .filter(|(_, path)| !path.contains("2025"))
        {
            site.body(path, at % 10);
        }
        site.body("plan/2026.md", 10);
        site
    }

    fn fingerprint(&self, path: &SourcePath) -> Option<FileFingerprint> {
        let (marks, _) = self.files.get(path)?;
        let marks = self.faults.marks(path, *marks)?;
        (!self.is_fresh).then(|| FileFingerprint::numbered(marks))
    }

    fn reads(&self) -> MutexGuard<'_, Vec<SourcePath>> {
        self.read.lock()
    }

    /// Documents read since the last call; each once, sorted by path.
    pub(crate) fn documents_read(&self) -> Vec<String> {
        let read: BTreeSet<SourcePath> = std::mem::take(&mut *self.reads()).into_iter().collect();
        read.iter()
            .filter(|path| path.extension() == "md")
            .map(ToString::to_string)
            .collect()
    }

    /// Same files, all readable.
    pub(crate) fn without_faults(&self) -> Self {
        Self {
            read: Mutex::default(),
            files: self.files.clone(),
            marks: self.marks,
            is_fresh: self.is_fresh,
            heads: self.heads.clone(),
            now: self.now,
            showing: self.showing,
            base_url: self.base_url,
            strict: self.strict,
            keeps_going: self.keeps_going,
            faults: FaultMap::default(),
        }
    }

    /// Files with their fingerprints.
    pub(crate) fn marks(&self) -> BTreeMap<SourcePath, u64> {
        self.files
            .iter()
            .map(|(path, (marks, _))| (path.clone(), *marks))
            .collect()
    }

    /// Moves a folder with everything in it, or removes it.
    pub(crate) fn move_folder(&mut self, from: &str, to: Option<&str>) {
        let moved: Vec<SourcePath> = self
            .files
            .keys()
            .filter(|path| is_within(path.as_str(), from))
            .cloned()
            .collect();
        for path in moved {
            let file = self.files.remove(&path);
            let inside = &path.as_str()[from.len()..];
            let moved = file
                .zip(to)
                .map(|(file, to)| (SourcePath::new(format!("{to}{inside}")), file));
            self.files.extend(moved);
        }
    }

    /// Mends the files at some paths.
    pub(crate) fn mend(&mut self, faults: &BTreeSet<String>) {
        let is_document = |path: &&String| SourcePath::from(path.as_str()).extension() == "md";
        let (documents, others): (Vec<_>, Vec<_>) = faults.iter().partition(is_document);
        for path in documents {
            let head = "title: 题\ndate: 2026-11-02\nstart: 2026-11-24\nend: 2026-11-25";
            let text = format!("---\n{head}\neffective: 2026-01-01\n---\n正文。\n");
            self.write(path, text.into());
        }
        for path in &others {
            self.remove(path);
        }
        if !others.is_empty() {
            self.suffer(&SiteEdit::Settings(0));
            self.suffer(&SiteEdit::ThemeOption(0));
            for template in 0..TEMPLATES.len() {
                self.suffer(&SiteEdit::Template(template, 0));
            }
        }
    }

    /// Paths of all files.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &SourcePath> {
        self.files.keys()
    }

    pub(crate) fn write(&mut self, path: &str, bytes: Vec<u8>) {
        self.marks += 1;
        self.files
            .insert(SourcePath::from(path), (self.marks, bytes));
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
        self.set(document, key, values[value.index(values.len())]);
    }

    /// Gives a key of a document a value.
    pub(crate) fn set(&mut self, document: &str, key: &'static str, value: &'static str) {
        let Some(head) = self.heads.get_mut(document) else {
            return;
        };
        head.insert(key, value);
        let path = SourcePath::new(format!("content/{document}"));
        let Some((_, bytes)) = self.files.get(&path) else {
            return;
        };
        let text = String::from_utf8_lossy(bytes);
        let body = BODIES
            .iter()
            .position(|body| text.ends_with(&format!("---\n{body}")))
            .unwrap_or(0);
        self.body(document, body);
    }

    /// Applies an edit to the site; edits of the output folder are ignored.
    pub(crate) fn suffer(&mut self, edit: &SiteEdit) {
        match edit {
            SiteEdit::Body(document, body) => self.body(DOCUMENTS[*document], *body),
            SiteEdit::Key(document, key, value) => self.key(DOCUMENTS[*document], *key, *value),
            SiteEdit::Remove(document) => self.remove(&format!("content/{}", DOCUMENTS[*document])),
            SiteEdit::Rename(from, to) => {
                let path = |at: &usize| SourcePath::new(format!("content/{}", DOCUMENTS[*at]));
                if let Some(file) = self.files.remove(&path(from)) {
                    self.files.insert(path(to), file);
                }
            }
            SiteEdit::File(file, form) => {
                let (path, forms) = FILES[*file];
                match form.index(4 * forms.len() + 1) {
                    0 => self.remove(path),
                    form => self.write(path, forms[form % forms.len()].to_vec()),
                }
            }
            SiteEdit::Settings(form) => self.write("content/site.yaml", SETTINGS[*form].into()),
            SiteEdit::Template(template, form) => {
                let (name, text) = TEMPLATES[*template];
                let text = format!("{}{text}", ["", "新", "{{ none.such }}"][*form]);
                self.write(&format!("themes/tiny/templates/{name}"), text.into_bytes());
            }
            SiteEdit::Asset(form) => {
                self.write("themes/tiny/static/s.css", ["a{}", "b{}", ""][*form].into());
            }
            SiteEdit::ThemeOption(form) => {
                let text = [
                    "extends: none\n",
                    "extends: none\noptions: {colour: red}\n",
                    "extends: none\nx: 1\n",
                ][*form];
                self.write("themes/tiny/theme.yaml", text.into());
            }
            SiteEdit::Clock(at) => self.now = instant(*at),
            SiteEdit::Checkout => {
                for (marks, _) in self.files.values_mut() {
                    self.marks += 1;
                    *marks = self.marks;
                }
            }
            SiteEdit::Fresh(is_fresh) => self.is_fresh = *is_fresh,
            SiteEdit::Drafts(shown) => self.showing.drafts = *shown,
            SiteEdit::Future(shown) => self.showing.future = *shown,
            SiteEdit::Base(other) => self.base_url = other.then_some("https://other.example.cn/"),
            SiteEdit::Strict(strict) => self.strict = *strict,
            SiteEdit::Output(..) | SiteEdit::Record(..) => {}
        }
    }
}
